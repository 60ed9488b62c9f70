package dev.assay.server;

import dev.assay.core.account.Permission;
import dev.assay.web.BodyLimit;
import dev.assay.web.Handler;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import dev.assay.web.RouteGroup;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The web page: one document, answered at every address the page knows, and its files, all out of
 * the program itself. Read when first asked for, so that they cost the start nothing. Thread-safe.
 */
final class WebPage {
  /** Where the page's own addresses lie; the script in the document tells them apart. */
  private static final List<String> ADDRESSES =
      List.of("/", "/runs", "/compare", "/p/{project}", "/r/{run}", "/r/{run}/{tab}");

  private static final List<String> FILES = List.of("assay.svg", "theme.js");

  /** Only what the server itself serves, nothing inline, no frame around it but its own. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private static final String CHECKED_EACH_TIME = "no-cache";
  // The names below assets/ hold a hash of the content.
  private static final String KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable";
  private static final Pattern ASSET_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private static final String NOT_BUILT =
      "This server was built without its web page. 'make build' builds both, when Node is there."
          + " The API is at /api/v1, and mlflow clients can log here as always.\n";

  private final Map<String, StaticFile> read = new ConcurrentHashMap<>();

  private WebPage() {}

  /** The content of a file and what names it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  private record StaticFile(byte[] content, String contentType, String etag) {}

  static RouteGroup routes() {
    WebPage page = new WebPage();
    List<Route> routes = new ArrayList<>();
    for (String address : ADDRESSES) {
      routes.add(get(address, request -> page.document(request)));
    }
    for (String name : FILES) {
      routes.add(get("/" + name, request -> page.file(request, name, CHECKED_EACH_TIME)));
    }
    routes.add(get("/assets/{name}", page::asset));
    return new RouteGroup(List.of("/"), Health.PLAIN, routes);
  }

  private static Route get(String template, Handler handler) {
    return Route.of(Method.GET, template, Permission.PUBLIC, BodyLimit.NONE, handler);
  }

  private Response document(Request request) throws IOException {
    return find("index.html")
        .map(file -> answer(request, file, CHECKED_EACH_TIME))
        .orElseGet(() -> Response.text(404, NOT_BUILT));
  }

  private Response asset(Request request) throws IOException {
    String name = request.variable("name");
    if (!ASSET_NAME.matcher(name).matches()) {
      return absent();
    }
    return file(request, "assets/" + name, KEPT_FOR_A_YEAR);
  }

  private Response file(Request request, String name, String caching) throws IOException {
    return find(name).map(file -> answer(request, file, caching)).orElseGet(WebPage::absent);
  }

  private static Response answer(Request request, StaticFile file, String caching) {
    boolean isKnown = request.headers().all("if-none-match").contains(file.etag());
    Response response =
        isKnown
            ? Response.empty(304)
            : Response.bytes(200, file.contentType(), file.content())
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer");
    return response.with("ETag", file.etag()).with("Cache-Control", caching);
  }

  private Optional<StaticFile> find(String name) throws IOException {
    StaticFile known = read.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    String extension = name.substring(name.lastIndexOf('.') + 1);
    String contentType = CONTENT_TYPES.get(extension);
    try (InputStream in = WebPage.class.getResourceAsStream("ui/" + name)) {
      if (in == null || contentType == null) {
        return Optional.empty();
      }
      byte[] content = in.readAllBytes();
      StaticFile file = new StaticFile(content, contentType, etag(content));
      read.put(name, file);
      return Optional.of(file);
    }
  }

  private static String etag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Response absent() {
    return Response.text(404, "there is no such file");
  }
}
