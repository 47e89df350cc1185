// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Records of known values, written by a format's text, have these values when they are read. */
final class RoundTrip {

  /** Where records start in their buffer: a field read from the buffer's start would be noticed. */
  private static final int START = 20;

  private RoundTrip() {}

  /** Returns how many fields were compared. */
  static int check(FormatText file, SplittableRandom random) throws FormatException {
    int fields = 0;
    for (int wordBytes : new int[] {4, 8}) {
      EventFormat format = FormatParser.parse(file.text(), wordBytes);
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        compare(format, new WrittenRecord(file, wordBytes, order, random));
        fields += format.commonFields().size() + format.fields().size();
      }
    }
    return fields;
  }

  private static void compare(EventFormat format, WrittenRecord written) {
    ByteBuffer buffer = ByteBuffer.allocate(START + written.length()).order(written.buffer.order());
    buffer.put(START, written.buffer, 0, written.length());
    EventRecord record = new EventRecord().set(buffer, START, written.length());
    written.values.forEach(
        (name, values) -> {
          FormatField field = format.find(name);
          String where = format.name() + ": " + field + ", " + buffer.order();
          assertFalse(record.isTorn(field), where);
          assertEquals(values, read(record, field), where);
          if (field.isInteger()) {
            assertEquals(values.get(0), field.integer(buffer, START), where);
          }
        });
  }

  private static List<Object> read(EventRecord record, FormatField field) {
    List<Object> values = new ArrayList<>();
    if (field.type().kind() == FieldKind.TEXT) {
      for (int i = 0; i < field.locations(); i++) {
        values.add(record.text(field, i));
      }
      return values;
    }
    for (int i = 0; i < record.count(field); i++) {
      values.add(record.integer(field, i));
    }
    return values;
  }
}
