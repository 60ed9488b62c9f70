package dev.assay.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every request passes before anything looks at it: it names this server as its host, and no
 * foreign web page sent it. A page on another site can make a browser reach loopback, but it can
 * forge neither header.
 */
final class Gates {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]");
  private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[0-9]{1,5})?");

  private final Set<String> allowedHosts;

  Gates(Set<String> allowedHosts) {
    this.allowedHosts = allowedHosts;
  }

  /**
   * Refuses requests for another host: the Host header, and the target's own host where it was sent
   * with one.
   */
  void checkHost(List<String> hostHeaders, Optional<String> authority) {
    if (hostHeaders.size() != 1) {
      throw new Refusal(403, "a request names exactly one Host, not " + hostHeaders.size());
    }
    String host = lower(hostHeaders.getFirst());
    if (authority.isPresent() && !lower(authority.get()).equals(host)) {
      throw new Refusal(403, "the request's address and its Host header name different hosts");
    }
    if (!isAllowed(host)) {
      throw new Refusal(
          403,
          "this server does not answer for host '"
              + host
              + "'; its operator can add it to the allowed hosts");
    }
  }

  /**
   * Refuses changes that a web page of another origin asks for. Programs send no Origin and pass.
   */
  void checkOrigin(List<String> origins, String hostHeader) {
    for (String origin : origins) {
      if (!isSameOrigin(lower(origin), lower(hostHeader))) {
        throw new Refusal(
            403, "a page of origin '" + origin + "' may not change anything on this server");
      }
    }
  }

  private boolean isAllowed(String host) {
    if (!HOST_AND_PORT.matcher(host).matches()) {
      return false;
    }
    String name = withoutPort(host);
    return LOOPBACK_NAMES.contains(name)
        || LOOPBACK_ADDRESS.matcher(name).matches()
        || allowedHosts.contains(name);
  }

  private static boolean isSameOrigin(String origin, String host) {
    // A proxy in front may speak https; host and port decide.
    if (origin.startsWith("http://")) {
      return withoutSuffix(origin.substring(7), ":80").equals(withoutSuffix(host, ":80"));
    }
    if (origin.startsWith("https://")) {
      return withoutSuffix(origin.substring(8), ":443").equals(withoutSuffix(host, ":443"));
    }
    return false;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
