// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** A value that depends on no record. */
record Constant(long value, CType type) implements Expression {

  @Override
  public long number(EventRecord record) {
    return value;
  }
}
