// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import static io.jftrace.tracefs.format.FieldKind.BYTES;
import static io.jftrace.tracefs.format.FieldKind.INTEGER;
import static io.jftrace.tracefs.format.FieldKind.POINTER;
import static io.jftrace.tracefs.format.FieldKind.TEXT;
import static io.jftrace.tracefs.format.Placement.DATA_LOC;
import static io.jftrace.tracefs.format.Placement.INLINE;
import static io.jftrace.tracefs.format.Placement.REST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormatParserTest {

  private static final String TASK_RENAME =
      """
      name: task_rename
      ID: 204
      format:
      	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
      	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
      	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
      	field:int common_pid;	offset:4;	size:4;	signed:1;

      	field:pid_t pid;	offset:8;	size:4;	signed:1;
      	field:char oldcomm[16];	offset:12;	size:16;	signed:0;
      	field:const char * name;	offset:28;	size:8;	signed:0;
      	field:__data_loc char[] path;	offset:36;	size:4;	signed:0;
      	field:char buf[];	offset:40;	size:0;	signed:0;

      print fmt: "pid=%d", REC->pid
      """;

  @Test
  void readsNamesTypesAndPlaces() throws Exception {
    EventFormat format = FormatParser.parse(TASK_RENAME);
    assertEquals("task_rename", format.name());
    assertEquals(204, format.id());
    assertEquals("\"pid=%d\", REC->pid", format.printFormat());
    assertEquals(field("pid", 8, 4, INTEGER, "pid_t", INLINE, 4, false, true), format.field("pid"));
    assertEquals(
        field("oldcomm", 12, 16, TEXT, "char[16]", INLINE, 1, true, false),
        format.field("oldcomm"));
    assertEquals(
        field("name", 28, 8, POINTER, "const char *", INLINE, 8, false, false),
        format.field("name"));
    assertEquals(
        field("path", 36, 4, TEXT, "__data_loc char[]", DATA_LOC, 1, true, false),
        format.field("path"));
    assertEquals(field("buf", 40, 0, TEXT, "char[]", REST, 1, true, false), format.field("buf"));
    assertEquals(4, format.commonFields().size());
    assertEquals(40, format.minLength());
  }

  private static FormatField field(
      String name,
      int offset,
      int size,
      FieldKind kind,
      String declaration,
      Placement placement,
      int elementBytes,
      boolean array,
      boolean signed) {
    return new FormatField(
        name,
        new FieldType(declaration, kind, placement, elementBytes, array, signed),
        offset,
        size);
  }

  @Test
  void decodesByThem() throws Exception {
    EventFormat format = FormatParser.parse(TASK_RENAME);
    ByteBuffer record = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(8 + 8, -5).putShort(8, (short) 0xfffe);
    record.put(8 + 12, "worker\0rest".getBytes(StandardCharsets.US_ASCII));
    record.put(8 + 40, "to the end".getBytes(StandardCharsets.US_ASCII));
    assertEquals(-5, format.integer("pid", 4).integer(record, 8));
    assertEquals(0xfffe, format.integer("common_type", 2).integer(record, 8));
    assertEquals("worker", new EventRecord().set(record, 8, 50).text(format.field("oldcomm")));
    assertEquals("to the end", new EventRecord().set(record, 8, 50).text(format.field("buf")));
  }

  @Test
  void onlyPlainCharactersAreText() {
    assertEquals(TEXT, FieldTypes.of("const char[16]", 16, true, 8).kind());
    assertEquals(INTEGER, FieldTypes.of("unsigned char[6]", 6, false, 8).kind());
    assertEquals(INTEGER, FieldTypes.of("char[2]", 8, false, 8).kind());
    assertEquals(BYTES, FieldTypes.of("char[2]", 10, false, 8).kind());
    assertEquals(BYTES, FieldTypes.of("char *", 3, false, 8).kind());
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    EventFormat format = FormatParser.parse(TASK_RENAME);
    FormatException e = assertThrows(FormatException.class, () -> format.field("target_cpu"));
    assertTrue(e.getMessage().startsWith("event task_rename has no field target_cpu"));
    assertThrows(FormatException.class, () -> format.integer("oldcomm", 8));
    assertThrows(FormatException.class, () -> format.integer("pid", 2));
  }

  @Test
  void refusesLinesThatItDoesNotUnderstand() {
    String bad = TASK_RENAME.replace("offset:8;", "offset:eight;");
    FormatException e = assertThrows(FormatException.class, () -> FormatParser.parse(bad));
    assertTrue(e.getMessage().contains("field:pid_t pid;"), e.getMessage());
    assertThrows(FormatException.class, () -> FormatParser.parse("name: x\n"));
  }
}
