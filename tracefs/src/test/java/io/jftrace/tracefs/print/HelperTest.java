// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The macros of {@code TRACE_EVENT}'s {@code TP_printk}. */
class HelperTest {

  private static final String FLAGS =
      "__print_flags(REC->x, \"|\", { 0x01, \"A\" }, { 0x06, \"BC\" }, {(1 << 3), \"D\"})";

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, A",
    "2, 0x2",
    "6, BC",
    "7, A|BC",
    "15, A|BC|D",
    "0x31, A|0x30",
    "-8, D|0xfffffffffffffff0"
  })
  void printsFlags(String value, String expected) throws Exception {
    assertEquals(
        expected, Sample.of("\"%s\", " + FLAGS).with("s32", "x", Integer.decode(value)).text());
  }

  @Test
  void flagsMayHaveNoDelimiter() throws Exception {
    String flags = "__print_flags(REC->x, \"\", { 1, \"a\" }, { 2, \"b\" })";
    assertEquals("ab", Sample.of("\"%s\", " + flags).with("u8", "x", 3).text());
  }

  @ParameterizedTest
  @CsvSource({"0, NONE", "1, 0x1", "2, TWO", "-1, LAST", "9, 0x9"})
  void printsSymbols(int value, String expected) throws Exception {
    String symbols =
        "__print_symbolic(REC->x, { 0, \"NO\" \"NE\" }, { 2, \"TWO\" }, { 1, \"\" },"
            + " { 18446744073709551615UL, \"LAST\" }, { -1, ((void *)0) }, { 9, \"BEHIND\" })";
    assertEquals(expected, Sample.of("\"%s\", " + symbols).with("s32", "x", value).text());
  }

  @Test
  void anEmptyTableHasNoSymbols() throws Exception {
    assertEquals("0x3", Sample.text("\"%s\", __print_symbolic(3, { })"));
  }

  @Test
  void choosesBetweenTexts() throws Exception {
    Sample sample = Sample.of("\"%s\", REC->x ? " + FLAGS + " : \"none\"");
    assertEquals("none", sample.with("u32", "x", 0).text());
  }

  @Test
  void printsStoredTexts() throws Exception {
    Sample sample =
        Sample.of(
            "\"%s [%s] %s\", __get_str(a), __get_str(b), __get_str(b)[0] ? \" \" : \"empty\"");
    assertEquals("first [] empty", sample.storedText("a", "first").storedText("b", "").text());
  }

  @Test
  void printsBytes() throws Exception {
    Sample sample =
        Sample.of(
            "\"%s|%s|%s\", __print_hex(REC->a, 3), __print_hex_str(REC->a, 2),"
                + " __print_hex(__get_dynamic_array(d), __get_dynamic_array_len(d))");
    sample.bytes("a", 1, 0xab, 3).stored("u8", "d", (byte) 0xff, (byte) 0);
    assertEquals("01 ab 03|01ab|ff 00", sample.text());
  }

  @Test
  void countsBeyondTheRecordEndWithIt() throws Exception {
    Sample sample =
        Sample.of("\"%s %s\", __print_hex(REC->a, 1 << 30), __print_array(REC->a, 1 << 30, 1)");
    assertEquals("01 02 {0x1,0x2}", sample.bytes("a", 1, 2).text());
  }

  @Test
  void printsArrays() throws Exception {
    Sample sample =
        Sample.of(
            "\"%s %s %s\", __print_array(__get_dynamic_array(a), __get_dynamic_array_len(a) /"
                + " sizeof(u16), sizeof(u16)), __print_dynamic_array(a, sizeof(u8)),"
                + " __print_array(REC->w, 2, 4)");
    sample.stored("u16", "a", (byte) 1, (byte) 2, (byte) 0xff, (byte) 0xff).words("w", 7, -1);
    assertEquals("{0x201,0xffff} {0x1,0x2,0xff,0xff} {0x7,0xffffffff}", sample.text());
  }

  @Test
  void arraysAreInTheKernelsByteOrder() throws Exception {
    Sample sample = Sample.of("\"%s\", __print_array(REC->w, 2, 4)");
    assertEquals("{0x7,0x8}", sample.layout(8, ByteOrder.BIG_ENDIAN).words("w", 7, 8).text());
  }

  @Test
  void printsBitmasks() throws Exception {
    byte[] mask = {0x0b, 0, 0, (byte) 0x80, 1, 0, 0, 0};
    assertEquals(
        "00000001,8000000b",
        Sample.of("\"%s\", __get_cpumask(m)").stored("unsigned long", "m", mask).text());
    assertEquals(
        "0-1,3,31-32",
        Sample.of("\"%*pbl\", 64, __get_dynamic_array(m)").stored("u8", "m", mask).text());
    assertEquals(
        "00b", Sample.of("\"%*pb\", 12, __get_dynamic_array(m)").stored("u8", "m", mask).text());
  }

  @Test
  void bitmasksAreInTheKernelsByteOrder() throws Exception {
    byte[] mask = {0, 0, 0, 1, (byte) 0x80, 0, 0, 0x0b};
    assertEquals(
        "00000001,8000000b",
        Sample.of("\"%s\", __get_bitmask(m)")
            .layout(8, ByteOrder.BIG_ENDIAN)
            .stored("unsigned long", "m", mask)
            .text());
  }
}
