// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.probe.RecordedValue;
import io.jftrace.tracefs.probe.ValueType;

/** Reads one value of a probe from its event's records. */
interface ValueReader {

  /** The value as a number; 0 if it is none. */
  long number(EventRecord record);

  /** The value as a text, whatever it is. */
  String text(EventRecord record);

  /**
   * The reader of a value.
   *
   * @throws FormatException if the event has no such field, or what is in it cannot be shown so
   */
  static ValueReader of(EventFormat format, RecordedValue value) throws FormatException {
    FormatField field = format.field(value.field());
    if (field.isInteger()) {
      return new NumberReader(field, value.type());
    }
    if (value.type() != ValueType.TEXT) {
      throw new FormatException("event " + format.name() + ": " + field + " is not one number");
    }
    if (field.type().kind() != FieldKind.TEXT) {
      return new HexReader(field);
    }
    String length = value.lengthField();
    return new TextReader(field, length == null ? null : format.integer(length, Long.BYTES));
  }
}
