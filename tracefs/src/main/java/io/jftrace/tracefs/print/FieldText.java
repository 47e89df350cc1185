// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldType;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.SubBufferLayout;

/**
 * Prints the value of one field, whatever its event says of it: integers in decimal, addresses in
 * hex with {@code 0x}, {@code true} or {@code false}, texts as they are, arrays as {@code {1,2}}
 * and bytes in hex digits. Never throws; a field that its record has no room for has no text.
 */
public final class FieldText {

  /** Of an array; what is more is left out. */
  private static final int MAX_ELEMENTS = 4096;

  private final FormatField field;
  private final FieldType type;
  private final int addressBytes;

  private FieldText(FormatField field, SubBufferLayout layout) {
    this.field = field;
    this.type = field.type();
    this.addressBytes = layout.wordBytes();
  }

  /** For a field of a kernel with that layout. */
  public static FieldText of(FormatField field, SubBufferLayout layout) {
    return new FieldText(field, layout);
  }

  /** Appends the value. */
  public void print(EventRecord record, StringBuilder out) {
    switch (type.kind()) {
      case TEXT -> texts(record, out);
      case BYTES -> bytes(record, out);
      default -> numbers(record, out);
    }
  }

  private void texts(EventRecord record, StringBuilder out) {
    int count = field.locations();
    for (int i = 0; i < count && i < MAX_ELEMENTS; i++) {
      out.append(i > 0 ? "," : "").append(record.text(field, i));
    }
  }

  private void bytes(EventRecord record, StringBuilder out) {
    byte[] bytes = record.bytes(field);
    for (int i = 0; i < bytes.length && i < MAX_ELEMENTS; i++) {
      Digits.hexByte(bytes[i], out);
    }
  }

  private void numbers(EventRecord record, StringBuilder out) {
    int count = record.count(field);
    if (!type.array()) {
      if (count > 0) {
        number(record.integer(field), out);
      }
      return;
    }
    out.append('{');
    for (int i = 0; i < count && i < MAX_ELEMENTS; i++) {
      number(record.integer(field, i), out.append(i > 0 ? "," : ""));
    }
    out.append('}');
  }

  private void number(long value, StringBuilder out) {
    switch (type.kind()) {
      case BOOL -> out.append(value != 0);
      case POINTER -> Digits.hex(CType.number(addressBytes, false).narrow(value), out.append("0x"));
      default -> Digits.decimal(value, type.signed(), out);
    }
  }
}
