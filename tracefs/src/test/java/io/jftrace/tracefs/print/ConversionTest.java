// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversions of numbers and texts, with what lib/vsprintf.c of the kernel makes of them. */
class ConversionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "%d | -5 | `-5`",
        "%i | 7 | `7`",
        "%u | -1 | `4294967295`",
        "%x | -1 | `ffffffff`",
        "%X | 48879 | `BEEF`",
        "%o | 8 | `10`",
        "%hd | 65535 | `-1`",
        "%hu | -1 | `65535`",
        "%hhd | 255 | `-1`",
        "%hhx | -2 | `fe`",
        "%ld | -5 | `-5`",
        "%lu | -1 | `18446744073709551615`",
        "%lld | -9223372036854775808 | `-9223372036854775808`",
        "%Lx | -1 | `ffffffffffffffff`",
        "%zu | 4294967296 | `4294967296`",
        "%td | -3 | `-3`",
        "%jx | 255 | `ff`",
        "%5d | 42 | `   42`",
        "%-5d. | 42 | `42   .`",
        "%05d | -42 | `-0042`",
        "%+d | 42 | `+42`",
        "% d | 42 | ` 42`",
        "%.4d | 42 | `0042`",
        "%6.4d | 42 | `  0042`",
        "%#x | 0 | `0x0`",
        "%#x | 255 | `0xff`",
        "%#X | 255 | `0XFF`",
        "%#010x | 255 | `0x000000ff`",
        "%#o | 8 | `010`",
        "%#o | 0 | `0`",
        "%016llx | 255 | `00000000000000ff`",
        "%-05d. | 42 | `42   .`",
        "%c | 65 | `A`",
        "%3c | 65 | `  A`",
        "%% %d | 1 | `% 1`",
      })
  void printsNumbersAsTheKernel(String conversion, long value, String expected) throws Exception {
    assertEquals(
        expected, Sample.of("\"" + conversion + "\", REC->x").with("s64", "x", value).text());
  }

  @Test
  void takesWidthAndPrecisionFromArguments() throws Exception {
    Sample sample = Sample.of("\"[%*d|%-*d|%.*s|%*s]\", 5, 42, 5, 42, 2, \"abcdef\", -4, \"ab\"");
    assertEquals("[   42|42   |ab|ab  ]", sample.text());
  }

  @Test
  void printsTexts() throws Exception {
    assertEquals(
        "bash|   bash|bash   |ba",
        Sample.of("\"%s|%7s|%-7s|%.2s\", REC->comm, REC->comm, REC->comm, REC->comm")
            .text("comm", 16, "bash")
            .text());
  }

  @Test
  void knowsEscapesAndJoinsTexts() throws Exception {
    assertEquals("a\tb\"c\\d\nAé!", Sample.text("\"a\\tb\\\"c\\\\d\" \"\\n\\x41\" \"é\\041\""));
  }

  @Test
  void textOutsideOfTheRecordIsItsAddress() throws Exception {
    Sample sample = Sample.of("\"%s %s\", REC->a, REC->b");
    sample.with("const char *", "a", 0xffffffff82819092L).with("const char *", "b", 0);
    assertEquals("0xffffffff82819092 (null)", sample.text());
  }

  @Test
  void textOutsideOfTheRecordMayBeKnown() throws Exception {
    KernelSymbols symbols =
        new KernelSymbols() {
          @Override
          public String nameOf(long address) {
            return null;
          }

          @Override
          public String textAt(long address) {
            return address == 16 ? "rcu_preempt" : null;
          }
        };
    assertEquals(
        "rcu_preempt",
        Sample.of("\"%s\", REC->a").symbols(symbols).with("const char *", "a", 16).text());
  }

  @Test
  void widthsAreBounded() throws Exception {
    assertEquals(1024, Sample.text("\"%999999999d\", 1").length());
    assertEquals(1024, Sample.text("\"%*d\", 2000000000, 1").length());
    assertEquals(1024, Sample.text("\"%.*d\", 2000000000, 1").length());
  }
}
