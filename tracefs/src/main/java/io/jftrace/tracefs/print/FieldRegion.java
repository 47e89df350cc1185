// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import java.nio.ByteOrder;

/** An array of the record, or {@code &REC->field}. */
record FieldRegion(FormatField field, CType element, ByteOrder order) implements Region {

  static FieldRegion of(FormatField field, ByteOrder order) {
    int bytes = field.type().elementBytes();
    boolean number = bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    return new FieldRegion(
        field, number ? CType.number(bytes, field.type().signed()) : null, order);
  }

  @Override
  public byte[] bytes(EventRecord record) {
    return record.bytes(field);
  }

  @Override
  public long element(EventRecord record, long index) {
    if (index < 0 || index > 0xffff) {
      return 0;
    }
    if (element.bytes() == field.type().elementBytes()) {
      return element.narrow(record.integer(field, (int) index));
    }
    byte[] bytes = record.bytes(field);
    int at = (int) index * element.bytes();
    return at + element.bytes() > bytes.length
        ? 0
        : element.narrow(RawBytes.number(bytes, at, element.bytes(), order));
  }

  @Override
  public Region as(CType newElement) {
    return new FieldRegion(field, newElement, order);
  }

  @Override
  public void text(EventRecord record, StringBuilder out) {
    out.append(record.text(field));
  }
}
