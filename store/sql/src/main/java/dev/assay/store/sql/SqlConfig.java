package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.store.sql.metric.SealRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where the store is and how it is used.
 *
 * @param clock tells when the store was opened; silence of runs counts from then at the earliest
 * @param readersMax how many reads run at the same time
 * @param sealRules when metric points leave memory for blocks
 */
public record SqlConfig(Place place, InstantSource clock, int readersMax, SealRules sealRules) {
  private static final int READERS_DEFAULT = 4;

  /** A database. */
  public sealed interface Place {
    /** SQLite, in a directory that one process owns; it is made when it does not exist. */
    record Sqlite(Path directory) implements Place {}

    /** PostgreSQL, by its JDBC address. */
    record Postgres(String jdbcUrl, Optional<String> user, Optional<String> password)
        implements Place {
      @Override
      public String toString() {
        return "Postgres[" + jdbcUrl + "]"; // no password in any message
      }
    }
  }

  public static SqlConfig sqlite(Path directory) {
    return new SqlConfig(
        new Place.Sqlite(directory), InstantSource.system(), READERS_DEFAULT, SealRules.DEFAULT);
  }

  /** From an address as users write it: {@code postgresql://user:password@host:port/database}. */
  public static SqlConfig postgres(String address) {
    return new SqlConfig(
        place(address), InstantSource.system(), READERS_DEFAULT, SealRules.DEFAULT);
  }

  public SqlConfig withClock(InstantSource clock) {
    return new SqlConfig(place, clock, readersMax, sealRules);
  }

  public SqlConfig withSealRules(SealRules rules) {
    return new SqlConfig(place, clock, readersMax, rules);
  }

  private static Place.Postgres place(String address) {
    URI uri = uri(address);
    String host = uri.getHost();
    if (host == null || uri.getRawPath() == null || uri.getRawPath().length() < 2) {
      throw notAnAddress();
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Optional<String> login = Optional.ofNullable(uri.getRawUserInfo());
    return new Place.Postgres(
        "jdbc:postgresql://" + host + port + uri.getRawPath() + query,
        login.map(text -> decoded(text.split(":", 2)[0])),
        login.filter(text -> text.contains(":")).map(text -> decoded(text.split(":", 2)[1])));
  }

  private static URI uri(String address) {
    try {
      URI uri = new URI(address);
      if ("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme())) {
        return uri;
      }
      throw notAnAddress();
    } catch (URISyntaxException e) {
      throw notAnAddress();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Failure notAnAddress() {
    return Failure.invalid(
        "the database address is not of the form postgresql://user:password@host:port/database");
  }
}
