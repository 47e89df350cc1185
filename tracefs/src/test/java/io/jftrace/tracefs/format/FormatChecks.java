// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for every event format that a kernel shows. */
final class FormatChecks {

  /** How {@code print fmt} names fields: {@code REC->prev_pid}, {@code __get_str(name)}. */
  private static final Pattern NAMED =
      Pattern.compile("REC->(\\w+)|__get_(?:str|dynamic_array|bitmask|cpumask)\\((\\w+)\\)");

  private FormatChecks() {}

  static void check(FormatText file) throws FormatException {
    EventFormat format = FormatParser.parse(file.text());
    assertEquals(file.file().getParent().getFileName().toString(), format.name());
    List<FormatField> fields = inOrder(format);
    List<FormatText.Line> lines = file.lines();
    assertEquals(lines.size(), fields.size(), format.name());
    int end = 0;
    for (int i = 0; i < fields.size(); i++) {
      FormatField field = fields.get(i);
      String where = format.name() + ": " + field;
      agrees(lines.get(i), field, where);
      // No event of a kernel that was seen has a union, so a field that overlaps is misread.
      assertTrue(field.offset() >= end, where);
      end = field.offset() + field.size();
      hasWholeElements(field, where);
    }
    assertEquals(end, format.minLength(), format.name());
    assertEquals("common_type", format.commonFields().get(0).name());
    assertNamed(format);
  }

  private static List<FormatField> inOrder(EventFormat format) {
    return Stream.concat(format.commonFields().stream(), format.fields().stream()).toList();
  }

  private static void agrees(FormatText.Line line, FormatField field, String where) {
    assertEquals(line.name(), field.name(), where);
    assertEquals(line.offset(), field.offset(), where);
    assertEquals(line.size(), field.size(), where);
    assertEquals(line.signed(), field.type().signed(), where);
    boolean several = line.isArray() || line.isLocation() || line.size() == 0;
    assertEquals(several, field.type().array(), where);
    assertEquals(
        several && line.elementType().equals("char"), field.type().kind() == FieldKind.TEXT, where);
  }

  private static void hasWholeElements(FormatField field, String where) {
    FieldType type = field.type();
    switch (type.placement()) {
      case INLINE -> {
        assertTrue(field.size() > 0, where);
        assertEquals(0, field.size() % type.elementBytes(), where);
        assertEquals(
            type.array() ? bound(type, field.size()) : 1,
            field.size() / type.elementBytes(),
            where);
      }
      case REST -> assertEquals(0, field.size(), where);
      case DATA_LOC, REL_LOC -> {
        assertTrue(field.locations() > 0, where);
        assertEquals(0, field.size() % 4, where);
      }
    }
    assertFalse(type.elementBytes() > 1 && type.kind() == FieldKind.TEXT, where);
  }

  /** How many values an array declares to have; where it does not, its type must be known. */
  private static int bound(FieldType type, int size) {
    String declaration = type.declaration();
    String bound = declaration.substring(declaration.indexOf('[') + 1, declaration.indexOf(']'));
    return bound.isEmpty() ? size / type.elementBytes() : Integer.parseInt(bound);
  }

  /** A name in {@code print fmt} that no field has was not read as the kernel means it. */
  private static void assertNamed(EventFormat format) {
    Matcher names = NAMED.matcher(format.printFormat());
    while (names.find()) {
      String name = names.group(1) == null ? names.group(2) : names.group(1);
      String field = name.startsWith("__data_loc_") ? name.substring(11) : name;
      assertNotNull(format.find(field), format.name() + ": " + name);
    }
  }
}
