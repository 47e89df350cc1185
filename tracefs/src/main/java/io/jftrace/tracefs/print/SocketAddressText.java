// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import java.nio.ByteOrder;
import java.util.Arrays;

/** {@code %pIS}: a {@code struct sockaddr} of IPv4 or IPv6 (lib/vsprintf.c, ip_addr_string). */
record SocketAddressText(Region bytes, String options, ByteOrder order) implements TextExpression {

  static final int IPV4 = 2;
  static final int IPV6 = 10;
  private static final int IPV6_BYTES = 28;

  @Override
  public void text(EventRecord record, StringBuilder out) {
    byte[] address = Arrays.copyOf(bytes.bytes(record), IPV6_BYTES);
    long family = RawBytes.number(address, 0, 2, order);
    if (family == IPV4) {
      ipv4(address, options, out);
    } else if (family == IPV6) {
      ipv6(address, options, order, out);
    } else {
      out.append("(einval)");
    }
  }

  static void ipv4(byte[] address, String options, StringBuilder out) {
    Ipv4Text.append(address, 4, false, false, out);
    if (has(options, 'p')) {
      out.append(':').append(bigEndian(address, 2, 2));
    }
  }

  static void ipv6(byte[] address, String options, ByteOrder order, StringBuilder out) {
    boolean brackets = has(options, 'p') || has(options, 'f') || has(options, 's');
    out.append(brackets ? "[" : "");
    Ipv6Text.append(address, 8, true, has(options, 'c'), out);
    out.append(brackets ? "]" : "");
    if (has(options, 'p')) {
      out.append(':').append(bigEndian(address, 2, 2));
    }
    if (has(options, 'f')) {
      out.append('/').append(bigEndian(address, 4, 4) & 0xfffffff);
    }
    if (has(options, 's')) {
      out.append('%').append(RawBytes.number(address, 24, 4, order));
    }
  }

  private static boolean has(String options, char option) {
    return options.indexOf(option) >= 0;
  }

  private static long bigEndian(byte[] address, int at, int count) {
    return RawBytes.number(address, at, count, ByteOrder.BIG_ENDIAN);
  }
}
