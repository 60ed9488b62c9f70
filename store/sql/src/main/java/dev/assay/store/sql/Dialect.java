package dev.assay.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** All in which SQLite and PostgreSQL differ for this store. Thread-safe. */
public sealed interface Dialect extends AutoCloseable permits SqliteDialect, PostgresDialect {
  /** Takes the database for this process; fails UNAVAILABLE when another one holds it. */
  void own() throws SQLException;

  /** A connection that writes, with its settings checked. */
  Connection openWriter() throws SQLException;

  /** A connection that only reads. */
  Connection openReader() throws SQLException;

  /** Where the migrations run. */
  FluentConfiguration migrated(FluentConfiguration flyway);

  /** What the placeholders in the migrations stand for. */
  Map<String, String> placeholders();

  /** Starts a transaction of the writer. */
  String begin();

  /** Starts reading from one snapshot. */
  void beginRead(Session session) throws SQLException;

  /** Ends reading from it. */
  void endRead(Session session) throws SQLException;

  /** What a failed statement means for the store. */
  Severity severity(SQLException failure);

  /**
   * A condition on a text column with one parameter, {@link #pattern}: {@code %} stands for any
   * text, {@code _} for any one code point, all else for itself.
   */
  String like(String column);

  /** The parameter of {@link #like}. */
  String pattern(String like);

  /**
   * Like {@link #like}, ignoring the case of ASCII letters; its parameter is the pattern itself.
   */
  String likeIgnoringCase(String column);

  /** Makes the planner take this index, where the database can be told. */
  String indexedBy(String index);

  /** Tells others who ask for the same database that this address serves it. */
  void announce(Database database, String address);

  /** Whether a commit that got no answer may have happened. */
  boolean commitsInDoubt();

  /** Gives the database up. */
  @Override
  void close();

  /** What a failed statement means for the store. */
  enum Severity {
    /** This statement alone. */
    STATEMENT,
    /** A value no database takes, such as text with a zero character. */
    VALUE,
    /** There is no room left. */
    FULL,
    /** The disk fails. */
    DISK,
    /** The connection is gone. */
    CONNECTION
  }
}
