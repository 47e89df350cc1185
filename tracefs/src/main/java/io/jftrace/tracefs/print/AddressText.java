// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A socket's address as tools print it. */
public final class AddressText {

  private static final int UNIX = 1;
  private static final int PATH_AT = 2;
  private static final int IPV4_BYTES = 16;
  private static final int IPV6_BYTES = 28;
  private static final int IPV6_ADDRESS_AT = 8;
  private static final String WITH_PORT = "pc";

  private AddressText() {}

  /**
   * {@code 192.0.2.1:5432}, {@code [2001:db8::1]:5432}, or a local socket's path, which begins with
   * {@code @} if it is abstract (unix(7)). An IPv4 address in an IPv6 one is shown as the former.
   *
   * @param address a {@code struct sockaddr} of this machine, as long as the kernel says
   * @return empty if it has no name, or is of another family
   */
  public static String of(byte[] address) {
    if (address.length < PATH_AT) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    long family = RawBytes.number(address, 0, 2, ByteOrder.nativeOrder());
    if (family == UNIX) {
      path(address, out);
    } else if (family == SocketAddressText.IPV4 && address.length >= IPV4_BYTES) {
      SocketAddressText.ipv4(address, WITH_PORT, out);
    } else if (family == SocketAddressText.IPV6 && address.length >= IPV6_BYTES) {
      ipv6(address, out);
    }
    return out.toString();
  }

  private static void ipv6(byte[] address, StringBuilder out) {
    if (Ipv6Text.isMapped(address, IPV6_ADDRESS_AT)) {
      byte[] ipv4 = Arrays.copyOf(address, IPV4_BYTES);
      System.arraycopy(address, IPV6_ADDRESS_AT + 12, ipv4, 4, 4);
      SocketAddressText.ipv4(ipv4, WITH_PORT, out);
    } else {
      SocketAddressText.ipv6(address, WITH_PORT, ByteOrder.nativeOrder(), out);
    }
  }

  private static void path(byte[] address, StringBuilder out) {
    boolean isAbstract = address.length > PATH_AT && address[PATH_AT] == 0;
    int start = isAbstract ? PATH_AT + 1 : PATH_AT;
    int end = start;
    // An abstract name is as long as the address, and may hold zeros.
    while (end < address.length && (isAbstract || address[end] != 0)) {
      end++;
    }
    out.append(isAbstract ? "@" : "");
    out.append(new String(address, start, end - start, StandardCharsets.UTF_8));
  }
}
