// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import java.nio.ByteOrder;

/** {@code __print_array} (kernel/trace/trace_output.c, trace_print_array_seq). */
record ArrayText(Region bytes, Expression count, int elementBytes, ByteOrder order)
    implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    byte[] values = bytes.bytes(record);
    long wanted = Math.min(count.number(record), values.length / elementBytes);
    out.append('{');
    for (int i = 0; i < wanted; i++) {
      out.append(i > 0 ? ",0x" : "0x");
      Digits.hex(RawBytes.number(values, i * elementBytes, elementBytes, order), out);
    }
    out.append('}');
  }

  @Override
  public int depth() {
    return 1 + Math.max(bytes.depth(), count.depth());
  }
}
