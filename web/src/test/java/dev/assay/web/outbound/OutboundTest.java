package dev.assay.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.testkit.HttpsReceiver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is called, what is not, and how long it may take, over real sockets with TLS. */
final class OutboundTest {
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, String> HEADERS = Map.of("X-Test", "yes");
  private static final OutboundLimits SHORT =
      new OutboundLimits(
          Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofMillis(200), 2_048, 8_192);

  private static final OutboundLimits PATIENT =
      new OutboundLimits(
          Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMillis(500), 2_048, 8_192);

  @TempDir private static Path keys;

  private HttpsReceiver receiver;

  @BeforeEach
  void startReceiver() throws IOException {
    receiver = HttpsReceiver.start(keys);
  }

  @AfterEach
  void stopReceiver() {
    receiver.close();
  }

  @Test
  void postsTheBodyAndGivesTheStatus() {
    receiver.answer(message -> 202);

    assertThat(opened().post(url("/a%20b?c=d"), HEADERS, BODY))
        .isEqualTo(new Outcome.Answered(202));
    assertThat(receiver.messages()).hasSize(1);
    HttpsReceiver.Message message = receiver.messages().getFirst();
    assertThat(message.path()).isEqualTo("/a%20b?c=d");
    assertThat(message.body()).isEqualTo("{\"a\":1}");
    assertThat(message.header("X-Test")).isEqualTo("yes");
    assertThat(message.header("Host")).isEqualTo("127.0.0.1:" + receiver.port());
  }

  @Test
  void followsNoRedirect() {
    receiver.answer(message -> 307);

    assertThat(opened().post(url("/"), HEADERS, BODY)).isEqualTo(new Outcome.Answered(307));
    assertThat(receiver.messages()).hasSize(1);
  }

  @Test
  void callsAHostByTheAddressThatWasResolvedAndItsCertificateIsThatOfTheHost() {
    String host = "https://hooks.example:" + receiver.port() + "/";
    Resolver resolver = name -> List.of(InetAddress.ofLiteral("127.0.0.1"));

    assertThat(outbound(AddressRule.PRIVATE_TOO, resolver).post(host, HEADERS, BODY))
        .isEqualTo(new Outcome.Answered(200));
    assertThat(
            outbound(AddressRule.PRIVATE_TOO, resolver)
                .post(host.replace("hooks", "other"), HEADERS, BODY))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            outcome -> assertThat(outcome.why()).contains("certificate").contains("other.example"));
    assertThat(receiver.messages()).hasSize(1);
  }

  @Test
  void trustsNoUnknownCertificate() throws NoSuchAlgorithmException {
    SSLContext system = SSLContext.getDefault();
    Outbound strict =
        new Outbound(AddressRule.PRIVATE_TOO, new SystemResolver(), () -> system, PATIENT);

    assertThat(strict.post(url("/"), HEADERS, BODY)).isInstanceOf(Outcome.Unreachable.class);
    assertThat(receiver.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:%d/",
        "https://localhost:%d/",
        "https://[::1]:%d/",
        "https://[::ffff:127.0.0.1]:%d/",
        "https://[::ffff:7f00:1]:%d/",
        "https://127.1:%d/",
        "https://0.0.0.0:%d/",
        "https://0:%d/",
        "https://0x7f000001:%d/",
        "https://2130706433:%d/",
        "https://0177.0.0.1:%d/",
        "https://169.254.169.254:%d/latest/meta-data/",
        "https://[fd00:ec2::254]:%d/",
        "https://10.0.0.1:%d/",
        "https://user:password@127.0.0.1:%d/",
        "https://93.184.216.34@127.0.0.1:%d/",
        "https://127.0.0.1:%d\\@93.184.216.34/",
        "https://no-such-host.invalid:%d/",
        "http://93.184.216.34:%d/",
        "ftp://93.184.216.34:%d/",
        "file:///etc/passwd?%d",
        "//127.0.0.1:%d/",
        "https:/127.0.0.1:%d/",
        "https://:%d/",
        "https://93.184.216.34:%d99999/",
        "https://93.184.216.34:0/?%d",
        "https://127.0.0.1:%d/#fragment",
        "https://127.0.0.1:%d/ a",
        "https://127.0.0.1:%d/\r\nX: y"
      })
  void neitherStoresNorCallsWhatItMayNot(String template) {
    String url = template.formatted(receiver.port());
    Outbound closed = outbound(AddressRule.PUBLIC, new SystemResolver());

    assertThatThrownBy(() -> closed.require(url))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID));
    assertThat(closed.post(url, HEADERS, BODY)).isNotInstanceOf(Outcome.Answered.class);
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void storesAPublicAddressWithoutCallingIt() {
    Outbound closed = outbound(AddressRule.PUBLIC, new SystemResolver());

    closed.require("https://93.184.216.34/hook");
    closed.require("HTTPS://[2606:2800:220:1:248:1893:25c8:1946]:8443/hook?x=y");
  }

  @Test
  void aNameThatLeadsInsideByOneOfItsAddressesIsBarred() {
    Resolver both =
        host -> List.of(InetAddress.ofLiteral("93.184.216.34"), InetAddress.getLoopbackAddress());

    assertThat(outbound(AddressRule.PUBLIC, both).post(hooks(), HEADERS, BODY))
        .isInstanceOf(Outcome.Barred.class);
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void aNameThatChangesItsMindGainsNothing() {
    InetAddress good = InetAddress.ofLiteral("93.184.216.34");
    AtomicInteger asked = new AtomicInteger();
    Resolver rebinding =
        host -> List.of(asked.getAndIncrement() % 2 == 0 ? good : InetAddress.getLoopbackAddress());
    Outbound closed = outbound(AddressRule.PUBLIC, rebinding);

    closed.require(hooks());
    assertThat(closed.post(hooks(), HEADERS, BODY)).isInstanceOf(Outcome.Barred.class);
    assertThat(asked).hasValue(2); // once for each call: what is checked is what is connected to
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void saysTheSameOfAnUnknownNameAndOfOneThatLeadsInside() {
    Resolver inside = host -> List.of(InetAddress.getLoopbackAddress());
    Resolver unknown =
        host -> {
          throw new UnknownHostException(host);
        };

    assertThat(said(outbound(AddressRule.PUBLIC, inside)))
        .isEqualTo(said(outbound(AddressRule.PUBLIC, unknown)))
        .doesNotContain("127.0.0.1");
  }

  @Test
  void triesTheOtherAddressesOfAHost() {
    Resolver twice =
        host -> List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1"));

    assertThat(outbound(AddressRule.PRIVATE_TOO, twice).post(hooks(), HEADERS, BODY))
        .isEqualTo(new Outcome.Answered(200));
  }

  @Test
  void givesUpOnATargetThatTakesItsTime() {
    receiver.answer(
        message -> {
          try {
            Thread.sleep(5_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return 200;
        });
    assertLate(url("/"));
  }

  @Test
  void givesUpOnATargetThatNeverSpeaksTls() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      assertLate("https://127.0.0.1:" + silent.getLocalPort() + "/");
    }
  }

  @Test
  void readsOnlySoMuchOfAnEndlessAnswer() throws Exception {
    try (TlsTarget endless =
        new TlsTarget(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write(new byte[1_024]);
              }
            })) {
      assertThat(opened().post(endless.url(), HEADERS, BODY)).isEqualTo(new Outcome.Answered(200));
    }
    try (TlsTarget endless =
        new TlsTarget(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
              }
            })) {
      assertThat(opened().post(endless.url(), HEADERS, BODY))
          .isInstanceOf(Outcome.Unreachable.class);
    }
  }

  @Test
  void anAnswerByteByByteDoesNotStretchTheTime() throws Exception {
    try (TlsTarget slow =
        new TlsTarget(
            out -> {
              while (true) {
                out.write('H');
                out.flush();
                Thread.sleep(50);
              }
            })) {
      assertLate(slow.url());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello\r\n\r\n", "HTTP/1.1 999 Odd\r\n\r\n", "HTTP/2 200\r\n\r\n"})
  void whatIsNoAnswerOfHttpIsNone(String answer) throws Exception {
    try (TlsTarget odd =
        new TlsTarget(out -> out.write(answer.getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(opened().post(odd.url(), HEADERS, BODY)).isInstanceOf(Outcome.Unreachable.class);
    }
  }

  @Test
  void waitsForTheFinalAnswer() throws Exception {
    try (TlsTarget early =
        new TlsTarget(
            out ->
                out.write(
                    "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(opened().post(early.url(), HEADERS, BODY)).isEqualTo(new Outcome.Answered(201));
    }
  }

  private void assertLate(String url) {
    long start = System.nanoTime();
    Outbound hurried =
        new Outbound(AddressRule.PRIVATE_TOO, new SystemResolver(), receiver::tls, SHORT);
    assertThat(hurried.post(url, HEADERS, BODY))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            outcome -> assertThat(outcome.why()).contains("within 700 ms"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  private static String said(Outbound outbound) {
    try {
      outbound.require("https://hooks.example/");
      return "nothing";
    } catch (Failure failure) {
      return failure.getMessage();
    }
  }

  private String url(String path) {
    return "https://127.0.0.1:" + receiver.port() + path;
  }

  private String hooks() {
    return "https://hooks.example:" + receiver.port() + "/";
  }

  private Outbound opened() {
    return outbound(AddressRule.PRIVATE_TOO, new SystemResolver());
  }

  private Outbound outbound(AddressRule rule, Resolver resolver) {
    return new Outbound(rule, resolver, receiver::tls, PATIENT);
  }

  /** Writes an answer. */
  private interface Answer {
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  /** A target that reads nothing beyond the first bytes and answers as it is told. */
  private final class TlsTarget implements AutoCloseable {
    private final ServerSocket listening;
    private final ConcurrentLinkedDeque<Socket> taken = new ConcurrentLinkedDeque<>();

    TlsTarget(Answer answer) throws IOException {
      listening =
          receiver
              .tls()
              .getServerSocketFactory()
              .createServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
      Thread.ofVirtual().start(() -> serve(answer));
    }

    private void serve(Answer answer) {
      try (Socket socket = listening.accept()) {
        taken.add(socket);
        byte[] request = new byte[1_024];
        assertThat(socket.getInputStream().read(request)).isPositive();
        answer.to(socket.getOutputStream());
      } catch (IOException | InterruptedException e) {
        Thread.currentThread().interrupt(); // the caller has what it wants
      }
    }

    String url() {
      return "https://127.0.0.1:" + listening.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
      listening.close();
      for (Socket socket : taken) {
        socket.close();
      }
    }
  }
}
