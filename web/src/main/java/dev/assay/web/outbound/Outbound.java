package dev.assay.web.outbound;

import dev.assay.core.Failure;
import dev.assay.core.webhook.TargetCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to addresses that users wrote. A host is resolved once per call; every address it has must
 * be allowed, the connection goes to one of those very addresses and is checked again once it
 * stands, so a name that changes its mind gains nothing. The certificate must be that of the host.
 * Proxies of the environment are not used. Thread-safe.
 */
public final class Outbound implements TargetCheck {
  private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

  private static final int ADDRESSES_TRIED_MAX = 4;

  private final AddressRule rule;
  private final Resolver resolver;
  private final Supplier<SSLContext> tls;
  private final OutboundLimits limits;

  public Outbound(
      AddressRule rule, Resolver resolver, Supplier<SSLContext> tls, OutboundLimits limits) {
    this.rule = rule;
    this.resolver = resolver;
    this.tls = tls;
    this.limits = limits;
  }

  /** With the names and certificates of the system, which are read at the first call. */
  public static Outbound usual(AddressRule rule) {
    return new Outbound(rule, new SystemResolver(), Outbound::systemTls, OutboundLimits.USUAL);
  }

  private static SSLContext systemTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has a default TLS context", e);
    }
  }

  @Override
  public void require(String url) {
    Target target = Target.of(url);
    try {
      allowed(target);
    } catch (BarredException | IOException e) {
      LOG.debug("refused to store {}", target.authority(), e);
      throw Failure.invalid("Invalid webhook URL '" + url + "': " + noAddress(target));
    }
  }

  /**
   * Posts a body and reads the status of the answer; redirects are answers like others.
   *
   * @param headers beside those of HTTP itself; names and values of ASCII without line breaks
   */
  public Outcome post(String url, Map<String, String> headers, byte[] body) {
    Target target;
    List<InetAddress> addresses;
    try {
      target = Target.of(url);
    } catch (Failure e) {
      return new Outcome.Barred(e.getMessage());
    }
    try {
      addresses = allowed(target);
    } catch (BarredException e) {
      return new Outcome.Barred(noAddress(target));
    } catch (IOException e) {
      LOG.debug("{} has no address", target.authority(), e);
      return new Outcome.Unreachable(noAddress(target));
    }
    return send(target, addresses, head(target, headers, body.length), body);
  }

  /** The same words whether a name is unknown or leads inside: networks are not explored by us. */
  private String noAddress(Target target) {
    String kind = rule == AddressRule.PUBLIC ? "public " : "";
    return "'"
        + target.host()
        + "' does not resolve, or not only to "
        + kind
        + "addresses that this server may call";
  }

  private List<InetAddress> allowed(Target target) throws IOException, BarredException {
    List<InetAddress> addresses = resolver.addresses(target.host());
    if (addresses.isEmpty() || !addresses.stream().allMatch(rule::allows)) {
      throw new BarredException();
    }
    return addresses;
  }

  private Outcome send(Target target, List<InetAddress> addresses, byte[] head, byte[] body) {
    for (InetAddress address : addresses.stream().limit(ADDRESSES_TRIED_MAX).toList()) {
      try (Socket socket = connected(new InetSocketAddress(address, target.port()))) {
        return exchange(socket, target, head, body);
      } catch (BarredException e) {
        return new Outcome.Barred(noAddress(target));
      } catch (IOException e) {
        LOG.debug("{} takes no connection at {}", target.authority(), address, e);
      }
    }
    return new Outcome.Unreachable("'" + target.host() + "' takes no connection");
  }

  /** A connection whose other end is allowed, whatever was resolved. */
  private Socket connected(InetSocketAddress address) throws IOException, BarredException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.connect(address, (int) limits.connect().toMillis());
      socket.setSoTimeout((int) limits.whole().toMillis());
      if (!rule.allows(socket.getInetAddress())) {
        throw new BarredException();
      }
      return socket;
    } catch (IOException | BarredException e) {
      socket.close();
      throw e;
    }
  }

  /** One request and the status of its answer; the socket is closed when time is up. */
  private Outcome exchange(Socket socket, Target target, byte[] head, byte[] body) {
    TimeLimit time = TimeLimit.closing(socket, limits.whole());
    try (time;
        SSLSocket secure = secured(socket, target)) {
      secure.startHandshake();
      OutputStream out = secure.getOutputStream();
      out.write(head);
      out.write(body);
      out.flush();
      AnswerReader answer = new AnswerReader(secure.getInputStream(), limits);
      int status = answer.status();
      linger(secure, answer);
      return new Outcome.Answered(status);
    } catch (SSLException e) {
      LOG.debug("{} offers no trusted TLS", target.authority(), e);
      return new Outcome.Unreachable(time.isUp() ? late(target) : untrusted(target));
    } catch (IOException e) {
      LOG.debug("{} does not answer", target.authority(), e);
      return new Outcome.Unreachable(
          time.isUp() ? late(target) : "'" + target.host() + "' gives no answer of HTTP");
    }
  }

  private SSLSocket secured(Socket socket, Target target) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            tls.get().getSocketFactory().createSocket(socket, target.host(), target.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    secure.setSSLParameters(parameters);
    return secure;
  }

  /** Lets the target finish its answer, so that it sees no broken connection. */
  private void linger(SSLSocket secure, AnswerReader answer) {
    try {
      secure.setSoTimeout((int) limits.linger().toMillis());
      answer.drain();
    } catch (IOException e) {
      LOG.debug("the rest of an answer was not read", e);
    }
  }

  private static byte[] head(Target target, Map<String, String> headers, int length) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Host", target.authority());
    all.put("Content-Length", Integer.toString(length));
    all.put("Connection", "close");
    all.put("Accept", "*/*");
    StringBuilder head = new StringBuilder("POST " + target.path() + " HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(line(name + ": " + value)));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String line(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a header of printable ASCII is needed: " + text);
    }
    return text + "\r\n";
  }

  private String late(Target target) {
    return "'" + target.host() + "' gave no answer within " + limits.whole().toMillis() + " ms";
  }

  private static String untrusted(Target target) {
    return "'"
        + target.host()
        + "' speaks no TLS 1.2 or newer, or its certificate is not trusted or not for this host";
  }

  /** Nothing may be sent there. */
  private static final class BarredException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
