// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code array[index]}. */
record Element(Region array, Expression index, CType type, int depth) implements Expression {

  @Override
  public long number(EventRecord record) {
    return array.element(record, index.number(record));
  }
}
