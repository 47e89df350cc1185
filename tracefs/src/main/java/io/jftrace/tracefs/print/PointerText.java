// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** A text of the kernel's memory, which is not in the record. */
record PointerText(Expression pointer, KernelSymbols symbols, int depth) implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    long address = pointer.number(record);
    String text = address == 0 ? "(null)" : symbols.textAt(address);
    if (text == null) {
      out.append("0x");
      Digits.hex(address, out);
    } else {
      out.append(text);
    }
  }
}
