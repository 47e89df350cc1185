// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code (type) value}. */
record Cast(CType type, Expression value, int depth) implements Expression {

  @Override
  public long number(EventRecord record) {
    return type.narrow(value.number(record));
  }
}
