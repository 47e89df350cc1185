// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/** {@code REC->field} of a field that is one number. */
record FieldValue(FormatField field, CType type) implements Expression {

  @Override
  public long number(EventRecord record) {
    return record.integer(field);
  }
}
