// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** What {@code %s} prints: in C, a pointer to characters. */
interface TextExpression extends Expression {

  /** Characters, which do not depend on the machine's pointers. */
  CType CHARACTERS = CType.pointer(8, CType.number(1, true));

  void text(EventRecord record, StringBuilder out);

  @Override
  default CType type() {
    return CHARACTERS;
  }

  /** A pointer that is not null; where it points in the kernel is not known. */
  @Override
  default long number(EventRecord record) {
    return 1;
  }
}
