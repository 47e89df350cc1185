// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressTextTest {

  private static final int UNIX = 1;

  @Test
  void ipv4() {
    byte[] address = sockaddr(16, 2);
    body(address).putShort((short) 5432).put(new byte[] {10, 0, 0, -1});
    assertEquals("10.0.0.255:5432", AddressText.of(address));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:65535",
    "::1, [::1]:65535",
    "::, [::]:65535",
    "fe80::1:2, [fe80::1:2]:65535"
  })
  void ipv6(String literal, String text) throws UnknownHostException {
    assertEquals(text, AddressText.of(ipv6(InetAddress.getByName(literal).getAddress())));
  }

  @Test
  void ipv4InIpv6() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};
    assertEquals("192.0.2.1:65535", AddressText.of(ipv6(mapped)));
  }

  @Test
  void localSockets() {
    assertEquals("/run/x.sock", AddressText.of(unix("/run/x.sock\0rest")));
    assertEquals("/run/x.sock", AddressText.of(unix("/run/x.sock")));
    assertEquals("@bus\0x", AddressText.of(unix("\0bus\0x")));
    assertEquals("", AddressText.of(unix("")), "without a name");
  }

  @Test
  void whatIsNoAddressIsEmpty() {
    assertEquals("", AddressText.of(new byte[0]));
    assertEquals("", AddressText.of(sockaddr(12, 16)), "netlink");
    assertEquals("", AddressText.of(sockaddr(8, 2)), "cut off");
    assertEquals("", AddressText.of(sockaddr(16, 10)), "cut off");
  }

  private static byte[] ipv6(byte[] address) {
    byte[] bytes = sockaddr(28, 10);
    body(bytes).putShort((short) -1).putInt(7).put(address);
    return bytes;
  }

  private static byte[] unix(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = sockaddr(2 + name.length, UNIX);
    body(bytes).put(name);
    return bytes;
  }

  private static byte[] sockaddr(int sizeBytes, int family) {
    byte[] bytes = new byte[sizeBytes];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putShort((short) family);
    return bytes;
  }

  /** What is behind the family, in network order. */
  private static ByteBuffer body(byte[] sockaddr) {
    return ByteBuffer.wrap(sockaddr).position(2);
  }
}
