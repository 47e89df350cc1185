// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FieldType;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.format.Placement;

/**
 * {@code __get_str(field)}.
 *
 * @param location the word that says where it is, and how long
 */
record StoredText(FormatField field, int index, FormatField location) implements TextExpression {

  static StoredText of(FormatField field, int index) {
    FieldType word = new FieldType("u32", FieldKind.INTEGER, Placement.INLINE, 4, false, false);
    FormatField location = new FormatField(field.name(), word, field.offset() + 4 * index, 4);
    return new StoredText(field, index, location);
  }

  @Override
  public void text(EventRecord record, StringBuilder out) {
    out.append(record.text(field, index));
  }

  /** Whether it has not even room for its end: a probe could not read it. */
  boolean isMissing(EventRecord record) {
    return record.integer(location) >>> 16 == 0;
  }
}
