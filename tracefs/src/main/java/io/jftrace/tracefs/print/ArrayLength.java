// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/** {@code __get_dynamic_array_len(field)}, in bytes. */
record ArrayLength(FormatField field) implements Expression {

  @Override
  public CType type() {
    return CType.INT;
  }

  @Override
  public long number(EventRecord record) {
    return (long) record.count(field) * field.type().elementBytes();
  }
}
