// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code %s}. */
record TextPiece(Spec spec, TextExpression value) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    int start = out.length();
    value.text(record, out);
    if (spec.isPlain()) {
      return;
    }
    int precision = spec.precision(record);
    if (precision >= 0 && out.length() - start > precision) {
      out.setLength(start + precision);
    }
    spec.pad(record, start, out);
  }
}
