// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.probe.RecordedValue;
import io.jftrace.tracefs.probe.ValueType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedValuesTest {

  private static final int AT = 8;
  private static final int TEXT = 40;

  private final ByteBuffer buffer = ByteBuffer.allocate(128).order(ByteOrder.nativeOrder());

  private RecordedValues values(String fields, RecordedValue... values) throws IOException {
    EventFormat format = ProbeFormats.parse(fields);
    return new RecordedValues(format, List.of(values)).set(buffer, AT, 100);
  }

  private static RecordedValue value(String field, ValueType type) {
    return new RecordedValue(field, field, type, null);
  }

  private void writeText(String text, int lengthBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.putInt(AT + 16, lengthBytes << 16 | TEXT);
    buffer.put(AT + TEXT, bytes);
  }

  /** A number is as the user wants it, whatever the kernel's field is. */
  @ParameterizedTest
  @CsvSource({"SIGNED, -2", "UNSIGNED, 4294967294", "HEX, 4294967294", "BOOLEAN, 1"})
  void numbersHaveTheUsersSign(ValueType type, long expected) throws IOException {
    buffer.putInt(AT + 25, -2);
    buffer.putInt(AT + 20, -2);
    RecordedValues values =
        values(ProbeFormats.ENTRY, value("code", type), value("length", type), value("flag", type));
    assertEquals(expected, values.number(0));
    assertEquals(expected, values.number(1));
    assertEquals(0, values.number(2));
  }

  @ParameterizedTest
  @CsvSource({
    "java/lang/Stringxyz, 16, java/lang/String",
    "java/lang/String, 16, java/lang/String",
    "java/lang/String, 99, java/lang/String",
    "größte, 4, grö",
    "a, 0, ''",
    "(fault), 3, (fault)"
  })
  void aTextIsCutToItsLength(String recorded, int length, String expected) throws IOException {
    writeText(recorded, recorded.getBytes(StandardCharsets.UTF_8).length + 1);
    buffer.putInt(AT + 20, length);
    RecordedValues values =
        values(ProbeFormats.ENTRY, new RecordedValue("name", "name", ValueType.TEXT, "length"));
    assertEquals(expected, values.text(0));
    assertEquals(0, values.number(0));
  }

  @Test
  void aTextThatWasNotReadSaysSo() throws IOException {
    RecordedValues values = values(ProbeFormats.ENTRY, value("name", ValueType.TEXT));
    writeText("", 0);
    assertEquals("(fault)", values.text(0));
    writeText("", 1);
    assertEquals("", values.text(0));
  }

  @Test
  void fieldsOfTracepointsThatAreNeitherAreShownAsTheirBytes() throws IOException {
    String fields =
        """
        	field:__u8 saddr[4];	offset:8;	size:4;	signed:0;
        	field:char comm[16];	offset:12;	size:16;	signed:1;
        	field:int prio;	offset:28;	size:4;	signed:1;
        """;
    buffer.putInt(AT + 8, Integer.reverseBytes(0x7f000001));
    buffer.put(AT + 12, "main\0".getBytes(StandardCharsets.UTF_8));
    buffer.putInt(AT + 28, -5);
    RecordedValues values =
        values(
            fields,
            value("saddr", ValueType.TEXT),
            value("comm", ValueType.TEXT),
            value("prio", ValueType.TEXT));
    assertEquals("7f000001", values.text(0));
    assertEquals("main", values.text(1));
    assertEquals("-5", values.text(2));
  }

  @Test
  void anIntOfASyscallIsHalfOfItsField() throws IOException {
    String fields =
        """
        	field:int dfd;	offset:8;	size:8;	signed:0;
        	field:unsigned int flags;	offset:16;	size:8;	signed:0;
        	field:size_t count;	offset:24;	size:8;	signed:0;
        """;
    buffer.putLong(AT + 8, 0xffff_ff9cL);
    buffer.putLong(AT + 16, 0x7f00_0000_0005L);
    buffer.putLong(AT + 24, 0x7f00_0000_0005L);
    RecordedValues values =
        values(
            fields,
            value("dfd", ValueType.SIGNED),
            value("dfd", ValueType.TEXT),
            value("flags", ValueType.UNSIGNED),
            value("count", ValueType.UNSIGNED));
    assertEquals(-100, values.number(0));
    assertEquals("-100", values.text(1));
    assertEquals(5, values.number(2));
    assertEquals(0x7f00_0000_0005L, values.number(3));
  }

  @Test
  void whatCannotBeReadIsFoundOutBefore() {
    assertThrows(
        FormatException.class, () -> values(ProbeFormats.ENTRY, value("name", ValueType.UNSIGNED)));
    assertThrows(
        FormatException.class, () -> values(ProbeFormats.ENTRY, value("missing", ValueType.TEXT)));
    assertThrows(
        FormatException.class,
        () ->
            values(
                ProbeFormats.ENTRY, new RecordedValue("name", "name", ValueType.TEXT, "missing")));
  }
}
