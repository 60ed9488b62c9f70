package dev.assay.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be called. */
final class AddressRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:2800:220:1:248:1893:25c8:1946",
        "2001:4860:4860::8888",
        "2002:5db8:d822::1",
        "64:ff9b::5db8:d822"
      })
  void publicOnesMay(String address) {
    assertThat(AddressRule.PUBLIC.allows(InetAddress.ofLiteral(address))).isTrue();
    assertThat(AddressRule.PRIVATE_TOO.allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "::1",
        "fc00::1",
        "fdff:ffff::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "64:ff9b::10.0.0.1"
      })
  void privateOnesMayOnlyWhereThatIsOpened(String address) {
    assertThat(AddressRule.PUBLIC.allows(InetAddress.ofLiteral(address))).isFalse();
    assertThat(AddressRule.PRIVATE_TOO.allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::7f00:1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "2002:a9fe:a9fe::1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:db8::1",
        "3fff::1",
        "4000::1"
      })
  void theseMayNever(String address) {
    assertThat(AddressRule.PUBLIC.allows(InetAddress.ofLiteral(address))).isFalse();
    assertThat(AddressRule.PRIVATE_TOO.allows(InetAddress.ofLiteral(address))).isFalse();
  }
}
