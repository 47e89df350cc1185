// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import java.util.Arrays;

/** {@code %pI6}, {@code %pi6} and {@code %pI6c} (lib/vsprintf.c, ip6_compressed_string). */
record Ipv6Text(Region bytes, boolean punctuated, boolean compressed) implements TextExpression {

  private static final int GROUPS = 8;

  @Override
  public void text(EventRecord record, StringBuilder out) {
    append(Arrays.copyOf(bytes.bytes(record), 16), 0, punctuated, compressed, out);
  }

  static void append(
      byte[] address, int at, boolean punctuated, boolean compressed, StringBuilder out) {
    if (compressed) {
      compressed(address, at, out);
      return;
    }
    for (int i = 0; i < GROUPS; i++) {
      out.append(i > 0 && punctuated ? ":" : "");
      Digits.hex(group(address, at, i), 4, out);
    }
  }

  private static int group(byte[] address, int at, int index) {
    return (address[at + 2 * index] & 0xff) << 8 | (address[at + 2 * index + 1] & 0xff);
  }

  private static void compressed(byte[] address, int at, StringBuilder out) {
    boolean holdsIpv4 = isMapped(address, at) || isTunnel(address, at);
    int groups = holdsIpv4 ? GROUPS - 2 : GROUPS;
    int gap = 0;
    int gapLength = 1;
    for (int i = 0; i < groups; i++) {
      int length = zeros(address, at, i, groups);
      if (length > gapLength) {
        gap = i;
        gapLength = length;
      }
    }
    groups(address, at, groups, gapLength > 1 ? gap : groups, gapLength, out);
    if (holdsIpv4) {
      out.append(out.charAt(out.length() - 1) == ':' ? "" : ":");
      Ipv4Text.append(address, at + 12, false, false, out);
    }
  }

  private static void groups(
      byte[] address, int at, int groups, int gap, int gapLength, StringBuilder out) {
    int i = 0;
    while (i < groups) {
      if (i == gap) {
        out.append(i == 0 ? "::" : ":");
        i += gapLength;
      } else {
        Digits.hex(group(address, at, i), out);
        i++;
        out.append(i < groups ? ":" : "");
      }
    }
  }

  private static int zeros(byte[] address, int at, int from, int groups) {
    int i = from;
    while (i < groups && group(address, at, i) == 0) {
      i++;
    }
    return i - from;
  }

  /** {@code ::ffff:1.2.3.4}. */
  static boolean isMapped(byte[] address, int at) {
    return zeros(address, at, 0, 5) == 5 && group(address, at, 5) == 0xffff;
  }

  /** ISATAP (include/net/addrconf.h, ipv6_addr_is_isatap). */
  private static boolean isTunnel(byte[] address, int at) {
    return (group(address, at, 4) | 0x200) == 0x200 && group(address, at, 5) == 0x5efe;
  }
}
