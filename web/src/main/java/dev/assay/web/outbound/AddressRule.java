package dev.assay.web.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Which addresses the server may connect to. */
public enum AddressRule {
  /** Addresses of the public internet alone. */
  PUBLIC,
  /**
   * Private networks and this machine too, for closed networks; never multicast, unspecified or
   * link-local addresses, where the metadata of cloud machines are.
   */
  PRIVATE_TOO;

  /** Not public by the registries of IANA (RFC 6890) or, the last, by what a cloud put there. */
  private static final List<Block> RESERVED_4 =
      List.of(
          Block.of(0, 0, 0, 0, 8),
          Block.of(10, 0, 0, 0, 8),
          Block.of(100, 64, 0, 0, 10), // carriers' own networks
          Block.of(127, 0, 0, 0, 8),
          Block.of(169, 254, 0, 0, 16), // link-local, metadata
          Block.of(172, 16, 0, 0, 12),
          Block.of(192, 0, 0, 0, 24),
          Block.of(192, 0, 2, 0, 24), // documentation
          Block.of(192, 88, 99, 0, 24), // 6to4 relays
          Block.of(192, 168, 0, 0, 16),
          Block.of(198, 18, 0, 0, 15), // benchmarks
          Block.of(198, 51, 100, 0, 24), // documentation
          Block.of(203, 0, 113, 0, 24), // documentation
          Block.of(224, 0, 0, 0, 4), // multicast
          Block.of(240, 0, 0, 0, 4), // reserved, broadcast
          Block.of(168, 63, 129, 16, 32)); // Azure's host of virtual machines

  private static final List<Block> PRIVATE_4 =
      List.of(
          Block.of(10, 0, 0, 0, 8),
          Block.of(100, 64, 0, 0, 10),
          Block.of(127, 0, 0, 0, 8),
          Block.of(172, 16, 0, 0, 12),
          Block.of(192, 168, 0, 0, 16));

  /** Metadata services that lie within blocks {@link #PRIVATE_TOO} allows. */
  private static final List<Block> METADATA_4 = List.of(Block.of(100, 100, 100, 200, 32));

  private static final byte[] METADATA_6 = bytes(0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254);

  public boolean allows(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> allows4(four.getAddress());
      case Inet6Address six -> allows6(six.getAddress());
      default -> false;
    };
  }

  private boolean allows4(byte[] address) {
    if (!isIn(RESERVED_4, address)) {
      return true;
    }
    return this == PRIVATE_TOO && isIn(PRIVATE_4, address) && !isIn(METADATA_4, address);
  }

  /** Of IPv6 only what is known to be good: 2000::/3 without its reserved parts. */
  private boolean allows6(byte[] address) {
    int first = word(address, 0);
    int second = word(address, 1);
    if (first == 0x2002) { // 6to4 wraps an IPv4 address
      return allows4(part(address, 2));
    }
    if (first == 0x64 && second == 0xff9b && isZero(address, 4, 12)) { // so does NAT64
      return allows4(part(address, 12));
    }
    if (isZero(address, 0, 10) && word(address, 5) == 0xffff) { // and a mapped address
      return allows4(part(address, 12));
    }
    boolean isGlobal = (first & 0xe000) == 0x2000;
    boolean isReserved =
        (first == 0x2001 && second < 0x0200) // Teredo, benchmarks, other protocols
            || (first == 0x2001 && second == 0x0db8) // documentation
            || (first == 0x3fff && second < 0x1000); // documentation
    if (isGlobal && !isReserved) {
      return true;
    }
    return this == PRIVATE_TOO && isPrivate6(address);
  }

  /** Unique-local addresses and loopback. */
  private static boolean isPrivate6(byte[] address) {
    boolean isUniqueLocal = (word(address, 0) & 0xfe00) == 0xfc00;
    boolean isLoopback = isZero(address, 0, 15) && address[15] == 1;
    return (isUniqueLocal && !Arrays.equals(address, METADATA_6)) || isLoopback;
  }

  private static boolean isIn(List<Block> blocks, byte[] address) {
    int number = (word(address, 0) << 16) | word(address, 1);
    return blocks.stream().anyMatch(block -> block.holds(number));
  }

  private static int word(byte[] address, int index) {
    return ((address[2 * index] & 0xff) << 8) | (address[2 * index + 1] & 0xff);
  }

  private static byte[] part(byte[] address, int from) {
    return Arrays.copyOfRange(address, from, from + 4);
  }

  private static boolean isZero(byte[] address, int from, int to) {
    for (int i = from; i < to; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(int... words) {
    byte[] bytes = new byte[words.length * 2];
    for (int i = 0; i < words.length; i++) {
      bytes[2 * i] = (byte) (words[i] >> 8);
      bytes[2 * i + 1] = (byte) words[i];
    }
    return bytes;
  }

  /** IPv4 addresses that share their first bits. */
  private record Block(int network, int bits) {
    static Block of(int a, int b, int c, int d, int bits) {
      return new Block((a << 24) | (b << 16) | (c << 8) | d, bits);
    }

    boolean holds(int address) {
      int mask = -1 << (32 - bits);
      return (address & mask) == network;
    }
  }
}
