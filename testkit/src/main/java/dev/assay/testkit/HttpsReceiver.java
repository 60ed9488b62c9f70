package dev.assay.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A receiver of webhooks on loopback, with a certificate of its own for {@code 127.0.0.1}, {@code
 * localhost} and {@code hooks.example}, that keeps what it is sent. Thread-safe.
 */
public final class HttpsReceiver implements AutoCloseable {
  private static final String PASSWORD = "only-for-tests";

  private final Path store;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private volatile Function<Message, Integer> answer = message -> 200;

  /** A request that came; the names of headers are in lower case. */
  public record Message(String path, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  private HttpsReceiver(Path store, HttpsServer server) {
    this.store = store;
    this.server = server;
  }

  /**
   * Starts one on any free port.
   *
   * @param folder where its key goes
   */
  public static HttpsReceiver start(Path folder) throws IOException {
    return start(folder, 0);
  }

  /** Starts one on this port; in the same folder it has the same key. */
  public static HttpsReceiver start(Path folder, int port) throws IOException {
    Path store = folder.resolve("receiver.p12");
    if (!Files.exists(store)) {
      makeKey(store);
    }
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    HttpsReceiver receiver = new HttpsReceiver(store, server);
    server.setHttpsConfigurator(new HttpsConfigurator(receiver.tls()));
    server.setExecutor(receiver.threads);
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What came, in order. */
  public List<Message> messages() {
    return List.copyOf(messages);
  }

  /** The status each message is answered with from now on; it is kept before it is answered. */
  public void answer(Function<Message, Integer> status) {
    answer = status;
  }

  /** The key and certificate as a PKCS 12 file, which can be trusted as a whole. */
  public Path trustStore() {
    return store;
  }

  public String trustStorePassword() {
    return PASSWORD;
  }

  /** TLS that has this receiver's key and trusts it alone. */
  public SSLContext tls() {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, PASSWORD.toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("receiver", keys.getCertificate("receiver"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      return tls;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the key of the receiver is not usable", e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Message message = new Message(exchange.getRequestURI().toString(), headers, body);
    messages.add(message);
    byte[] text = "a secret of the target".getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Location", "https://elsewhere.example/");
    exchange.sendResponseHeaders(answer.apply(message), text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  /** The JDK cannot make certificates but by its own tool. */
  private static void makeKey(Path store) throws IOException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=receiver",
                "-validity",
                "30",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost,dns:hooks.example",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Takes no more connections; a second call does nothing. */
  public void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public void close() {
    stop();
  }
}
