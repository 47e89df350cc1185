// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code condition ? yes : no} of numbers. */
record Conditional(Expression condition, Expression yes, Expression no, CType type, int depth)
    implements Expression {

  @Override
  public long number(EventRecord record) {
    return type.narrow((condition.number(record) != 0 ? yes : no).number(record));
  }
}
