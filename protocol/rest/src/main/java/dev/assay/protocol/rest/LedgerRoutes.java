package dev.assay.protocol.rest;

import dev.assay.core.account.Permission;
import dev.assay.core.ledger.Entry;
import dev.assay.core.ledger.Ledger;
import dev.assay.web.BodyLimit;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The ledger's entries, as they are hashed. */
final class LedgerRoutes {
  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 10_000;

  private final Ledger ledger;

  LedgerRoutes(Ledger ledger) {
    this.ledger = ledger;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Method.GET, "/api/v1/ledger", Permission.READ, BodyLimit.NONE, this::entries));
  }

  private Response entries(Request request) {
    List<Entry> entries =
        ledger.entries(
            Questions.whole(request.query(), "from", 0),
            Questions.count(request.query(), "limit", LIMIT_DEFAULT, LIMIT_MAX));
    return Answers.object(json -> Answers.array(json, "entries", entries, LedgerRoutes::write));
  }

  private static void write(JsonGenerator json, Entry entry) {
    json.writeStartObject();
    json.writeNumberProperty("index", entry.index());
    json.writeStringProperty("hash", entry.hash().hex());
    json.writeStringProperty("entry", entry.json());
    json.writeEndObject();
  }
}
