// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/**
 * What stands between a conversion's {@code %} and its letter.
 *
 * @param flags the characters of {@code "-+ #0"} that it has
 * @param width null if it has none
 * @param precision null if it has none
 * @param lengthBytes the size of its argument
 */
record Spec(String flags, Expression width, Expression precision, int lengthBytes) {

  /** The kernel's are 24 and 16 bits; nothing that makes sense is longer than this. */
  private static final int MAX_WIDTH = 1024;

  boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  /** Negative: to the left. */
  int width(EventRecord record) {
    return width == null ? 0 : bounded(width.number(record));
  }

  /** Negative: none. */
  int precision(EventRecord record) {
    return precision == null ? -1 : bounded(precision.number(record));
  }

  private static int bounded(long value) {
    return (int) Math.max(-MAX_WIDTH, Math.min(value, MAX_WIDTH));
  }

  boolean isPlain() {
    return flags.isEmpty() && width == null && precision == null;
  }

  /** Pads what was printed since then to the width. */
  void pad(EventRecord record, int start, StringBuilder out) {
    int width = width(record);
    int missing = Math.abs(width) - (out.length() - start);
    if (missing > 0) {
      if (width < 0 || has('-')) {
        out.append(" ".repeat(missing));
      } else {
        out.insert(start, " ".repeat(missing));
      }
    }
  }
}
