// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** A C expression, whose value depends on a record. */
interface Expression {

  CType type();

  /** Its value, extended to 64 bits. */
  long number(EventRecord record);

  /** How many expressions are within each other, which evaluation needs stack for. */
  default int depth() {
    return 1;
  }
}
