package dev.assay.store.sql;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.artifact.Artifact;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Listing;
import dev.assay.core.query.CodePointOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names of artifacts. A path is kept as its text, so what lies below a folder is a range of texts:
 * {@code folder/} up to {@code folder0}, since {@code 0} comes next to the slash.
 */
final class SqlArtifacts implements Artifacts {
  private static final int LISTED_AT_ONCE = 256;
  private static final String COLUMNS = "path, version, digest, size_bytes, md5, created_at";

  private final Database database;

  SqlArtifacts(Database database) {
    this.database = database;
  }

  /** How an owner stands in SQL: its kind, an expression for its number, and that one's value. */
  private record Owned(String kind, String number, Object value) {
    static Owned by(ArtifactOwner owner) {
      return switch (owner) {
        case ArtifactOwner.OfRun(var run) ->
            new Owned("run", "(SELECT id FROM run WHERE uid = ?)", run.value());
        case ArtifactOwner.OfModel(var model) ->
            new Owned("model", "(SELECT id FROM logged_model WHERE uid = ?)", model.value());
        case ArtifactOwner.OfProject(var project) ->
            new Owned("project", "(SELECT id FROM project WHERE id = ?)", project.value());
      };
    }

    String condition() {
      return "owner_kind = '" + kind + "' AND owner_id = " + number;
    }

    String current() {
      return condition() + " AND is_current = 1";
    }
  }

  @Override
  public Artifact put(ArtifactOwner owner, ArtifactPath path, BlobRef blob, Instant at) {
    Owned owned = Owned.by(owner);
    return database.write(
        session -> {
          long number = requireNumber(session, owned);
          Optional<Artifact> newest = current(session, owner, path);
          if (newest.isPresent() && newest.get().blob().digest().equals(blob.digest())) {
            return newest.get();
          }
          if (newest.isEmpty()) {
            requirePlace(session, owner, path);
          }
          return insert(session, owner, number, path, blob, at);
        });
  }

  @Override
  public Optional<Artifact> find(ArtifactOwner owner, ArtifactPath path) {
    return database.read(session -> current(session, owner, path));
  }

  @Override
  public List<Artifact> versions(ArtifactOwner owner, ArtifactPath path) {
    Owned owned = Owned.by(owner);
    String sql =
        "SELECT %s FROM artifact WHERE %s AND path = ? ORDER BY version DESC"
            .formatted(COLUMNS, owned.condition());
    return database.read(
        session -> session.list(sql, row -> artifact(owner, row), owned.value(), path.toString()));
  }

  @Override
  public List<Listing> list(ArtifactOwner owner, ArtifactPath folder) {
    return database.read(session -> children(session, owner, folder));
  }

  @Override
  public List<Artifact> tree(ArtifactOwner owner, ArtifactPath path) {
    Owned owned = Owned.by(owner);
    String sql =
        "SELECT %s FROM artifact WHERE %s AND path > ? AND path < ? ORDER BY path"
            .formatted(COLUMNS, owned.current());
    return database.read(
        session -> {
          Optional<Artifact> file = current(session, owner, path);
          return file.isPresent()
              ? List.of(file.get())
              : session.list(
                  sql, row -> artifact(owner, row), owned.value(), start(path), end(path));
        });
  }

  @Override
  public int remove(ArtifactOwner owner, ArtifactPath path, Instant at) {
    Owned owned = Owned.by(owner);
    String sql =
        "UPDATE artifact SET is_current = 0, removed_at = ? WHERE %s AND (path = ? OR (path > ? AND path < ?))"
            .formatted(owned.current());
    return database.write(
        session ->
            session.update(
                sql, at.toEpochMilli(), owned.value(), path.toString(), start(path), end(path)));
  }

  @Override
  public boolean refersTo(Digest digest) {
    return database.read(
        session -> session.any("SELECT 1 FROM artifact WHERE digest = ? LIMIT 1", digest.hex()));
  }

  /** The first text that is below the folder, or just before it. */
  private static String start(ArtifactPath folder) {
    return folder.isRoot() ? "" : folder + "/";
  }

  /** The first text after all that is below the folder; no path starts with U+10FFFF twice. */
  private static String end(ArtifactPath folder) {
    return folder.isRoot() ? "\uDBFF\uDFFF\uDBFF\uDFFF" : folder + "0";
  }

  private static Optional<Artifact> current(Session session, ArtifactOwner owner, ArtifactPath path)
      throws SQLException {
    Owned owned = Owned.by(owner);
    String sql =
        "SELECT %s FROM artifact WHERE %s AND path = ?".formatted(COLUMNS, owned.current());
    return session.first(sql, row -> artifact(owner, row), owned.value(), path.toString());
  }

  /** Walks along the paths below the folder, leaping over what lies in each folder found. */
  private static List<Listing> children(Session session, ArtifactOwner owner, ArtifactPath folder)
      throws SQLException {
    Owned owned = Owned.by(owner);
    String sql =
        "SELECT %s FROM artifact WHERE %s AND path >= ? AND path < ? ORDER BY path LIMIT %d"
            .formatted(COLUMNS, owned.current(), LISTED_AT_ONCE);
    int depth = folder.segments().size();
    Map<String, Listing> children = new TreeMap<>(CodePointOrder.BY_CODE_POINT);
    String from = start(folder);
    List<Artifact> found;
    do {
      found = session.list(sql, row -> artifact(owner, row), owned.value(), from, end(folder));
      for (Artifact file : found) {
        String name = file.path().segments().get(depth);
        if (file.path().segments().size() == depth + 1) {
          children.put(name, new Listing.File(name, file));
          from = file.path() + "\u0001";
        } else {
          children.put(name, new Listing.Folder(name));
          from = start(folder) + name + "0";
          break;
        }
      }
    } while (!found.isEmpty());
    return List.copyOf(children.values());
  }

  private static long requireNumber(Session session, Owned owned) throws SQLException {
    return session
        .first(
            "SELECT number FROM (SELECT "
                + owned.number()
                + " AS number) o WHERE number IS NOT NULL",
            row -> row.getLong(1),
            owned.value())
        .orElseThrow(
            () ->
                Failure.notFound(
                    "there is no " + owned.kind() + " " + owned.value() + " to keep files of"));
  }

  private static void requirePlace(Session session, ArtifactOwner owner, ArtifactPath path)
      throws SQLException {
    Owned owned = Owned.by(owner);
    String below =
        "SELECT 1 FROM artifact WHERE %s AND path > ? AND path < ? LIMIT 1"
            .formatted(owned.current());
    if (path.isRoot() || session.any(below, owned.value(), start(path), end(path))) {
      throw Failure.conflict("'" + path + "' is a folder, so no file can have that name");
    }
    List<String> segments = path.segments();
    for (int depth = 1; depth < segments.size(); depth++) {
      ArtifactPath above = new ArtifactPath(segments.subList(0, depth));
      if (current(session, owner, above).isPresent()) {
        throw Failure.conflict("'" + above + "' is a file, so nothing can be put below it");
      }
    }
  }

  private static Artifact insert(
      Session session,
      ArtifactOwner owner,
      long number,
      ArtifactPath path,
      BlobRef blob,
      Instant at)
      throws SQLException {
    String kind = Owned.by(owner).kind();
    session.update(
        "UPDATE artifact SET is_current = 0 WHERE owner_kind = ? AND owner_id = ? AND path = ? AND is_current = 1",
        kind,
        number,
        path.toString());
    long version =
        session.number(
            "SELECT COALESCE(MAX(version), 0) + 1 FROM artifact WHERE owner_kind = ? AND owner_id = ? AND path = ?",
            kind,
            number,
            path.toString());
    session.update(
        "INSERT INTO artifact (owner_kind, owner_id, path, version, digest, size_bytes, md5, created_at, is_current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
        kind,
        number,
        path.toString(),
        version,
        blob.digest().hex(),
        blob.sizeBytes(),
        blob.md5Hex(),
        at.toEpochMilli());
    Instant kept = Instant.ofEpochMilli(at.toEpochMilli());
    return new Artifact(owner, path, Math.toIntExact(version), blob, kept);
  }

  private static Artifact artifact(ArtifactOwner owner, ResultSet row) throws SQLException {
    BlobRef blob =
        new BlobRef(
            new Digest(row.getString("digest")), row.getLong("size_bytes"), row.getString("md5"));
    return new Artifact(
        owner,
        ArtifactPath.parse(row.getString("path")),
        row.getInt("version"),
        blob,
        Rows.time(row, "created_at"));
  }
}
