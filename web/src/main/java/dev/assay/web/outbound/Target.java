package dev.assay.web.outbound;

import dev.assay.core.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where to send, parsed once from the text a user wrote.
 *
 * @param host a name or a literal address, without brackets
 * @param path with the query, percent-encoded, as it goes over the wire
 */
record Target(String host, int port, String path) {
  private static final int PORT_HTTPS = 443;
  private static final int PORT_MAX = 65_535;

  /** Programs read other numbers, such as 0177.0.0.1 and 127.1, each in its own way. */
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");

  private static final Pattern USUAL_ADDRESS =
      Pattern.compile("((0|[1-9][0-9]{0,2})\\.){3}(0|[1-9][0-9]{0,2})");

  /** Fails INVALID for what is not a plain https address. */
  static Target of(String url) {
    URI uri = parsed(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    if (!scheme.toLowerCase(Locale.ROOT).equals("https")) {
      throw Failure.invalid(
          "Invalid webhook URL scheme: '" + scheme + "'. Allowed schemes are: https.");
    }
    if (uri.getHost() == null || uri.getHost().isEmpty() || isOddNumber(uri.getHost())) {
      throw Failure.invalid(
          "Webhook URL must include a hostname: '"
              + url
              + "'; a name outside ASCII is written as its xn-- form, an address in its usual form");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw Failure.invalid(
          "Invalid webhook URL '"
              + url
              + "': it has no user name, password or fragment; the secret is a field by itself");
    }
    return new Target(bare(uri.getHost()), port(url, uri.getPort()), path(uri));
  }

  /** As the Host header has it. */
  String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == PORT_HTTPS ? name : name + ":" + port;
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw Failure.invalid("Invalid webhook URL '" + url + "': " + e.getReason());
    }
  }

  private static boolean isOddNumber(String host) {
    return NUMERIC.matcher(host).matches() && !USUAL_ADDRESS.matcher(host).matches();
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String url, int port) {
    if (port == 0 || port > PORT_MAX) {
      throw Failure.invalid("Invalid webhook URL '" + url + "': its port must be 1 to " + PORT_MAX);
    }
    return port < 0 ? PORT_HTTPS : port;
  }

  private static String path(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path =
        ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }
}
