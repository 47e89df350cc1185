// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** Bytes of the record, which C has a pointer to. */
interface Region extends TextExpression {

  byte[] bytes(EventRecord record);

  /** What an element of it is; null if it has none that is a number. */
  CType element();

  /** The element of that index; 0 if there is none. */
  long element(EventRecord record, long index);

  /** The same bytes as elements of another type. */
  Region as(CType element);
}
