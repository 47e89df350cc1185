// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code __print_hex} and {@code %*ph}: bytes, two digits each. */
record HexText(Region bytes, Expression count, String separator, int maxBytes)
    implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    byte[] values = bytes.bytes(record);
    long wanted = Math.min(Math.min(count.number(record), maxBytes), values.length);
    for (int i = 0; i < wanted; i++) {
      if (i > 0) {
        out.append(separator);
      }
      Digits.hexByte(values[i], out);
    }
  }

  @Override
  public int depth() {
    return 1 + Math.max(bytes.depth(), count.depth());
  }
}
