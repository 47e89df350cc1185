// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** Text that is the same for all records. */
record Literal(String text) implements Piece {

  @Override
  public void print(EventRecord record, StringBuilder out) {
    out.append(text);
  }
}
