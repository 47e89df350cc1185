// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions, with the values that a C compiler for x86-64 gives them. */
class ExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "1 + 2 * 3 # 7",
        "(1 + 2) * 3 # 9",
        "10 - 4 - 3 # 3",
        "1 << 2 + 1 # 8",
        "7 & 3 == 3 # 1",
        "1 | 6 ^ 2 & 3 # 5",
        "-7 / 2 # -3",
        "-7 % 4 # -3",
        "7 / 0 # 0",
        "-1 > 1U # 1",
        "-1L > 1U # 0",
        "-1 >> 1 # -1",
        "-1U >> 31 # 1",
        "1U << 31 # 2147483648",
        "1 << 31 # -2147483648",
        "0xffffffff # 4294967295",
        "0xffffffff + 1 # 0",
        "4294967295 + 1 # 4294967296",
        "0xffffffffUL + 1 # 4294967296",
        "~0 # -1",
        "~0U # 4294967295",
        "!5 # 0",
        "!!5 # 1",
        "0 || 2 # 1",
        "2 && 0 # 0",
        "1 ? 2 : 3 # 2",
        "0 ? 2 : 1 ? 4 : 5 # 4",
        "0x10 + 010 + 'A' # 89",
        "(u8)300 # 44",
        "(s8)200 # -56",
        "(unsigned char)-1 # 255",
        "(short)65535 # -1",
        "(int)0xffffffff # -1",
        "(unsigned int)-1 # 4294967295",
        "(unsigned long long)-1 >> 63 # 1",
        "(bool)256 # 1",
        "(gfp_t)-1 == 0xffffffff # 1",
        "(unsigned long)(void *)(5) + 1 # 6",
        "( unsigned long)(( gfp_t)((((1UL))) << (10))) # 1024",
        "sizeof(u64) # 8",
        "sizeof(struct page *) # 8",
        "sizeof(unsigned int) * 2 # 8",
        "((((0x00000000 | 0x00000001 | 0x00000002) + 1) << 1) - 1) # 7",
        "__builtin_expect(!!(3), 0) ? 10 : 20 # 10",
        "({ int a = (3); int b = (5); ((a) < (b) ? (a) : (b)); }) # 3",
        "__print_ns_to_secs(3000000007ULL) # 3",
        "__print_ns_without_secs(3000000007ULL) # 7",
      })
  void areComputedAsInC(String expression, String expected) throws Exception {
    assertEquals(expected, Sample.text("\"%lld\", " + expression));
  }

  @Test
  void fieldsHaveTheirTypes() throws Exception {
    Sample sample =
        Sample.of(
            "\"%d %d %lld %d %d %d\", REC->a < 0, REC->b < 0, REC->c >> 20, REC->d, REC->e[2],"
                + " REC->f[1] == 'b'");
    sample.with("s32", "a", -1).with("u32", "b", -1).with("u64", "c", 7L << 20);
    sample.with("bool", "d", 1).words("e", 4, 5, 6).text("f", 4, "abc");
    assertEquals("1 0 7 1 6 1", sample.text());
  }

  @Test
  void elementsOfOtherTypesAreReadFromTheBytes() throws Exception {
    Sample sample =
        Sample.of(
            "\"%x %x %x\", ((u16 *)__get_dynamic_array(a))[1], *(u32 *)__get_dynamic_array(a),"
                + " ((u32 *)__get_dynamic_array(a))[1]");
    sample.stored("u8", "a", (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6);
    assertEquals("403 4030201 0", sample.text());
  }

  @Test
  void longIsAsWideAsTheKernels() throws Exception {
    Sample narrow = Sample.of("\"%lx %d\", REC->a, sizeof(long)");
    narrow.layout(4, ByteOrder.BIG_ENDIAN).with("u64", "a", -1);
    assertEquals("ffffffff 4", narrow.text());
  }

  @Test
  void theKernelsMajorAndMinorNumbers() throws Exception {
    Sample sample =
        Sample.of(
            "\"%d,%d\", ((unsigned int) ((REC->dev) >> 20)), ((unsigned int) ((REC->dev) & ((1U <<"
                + " 20) - 1)))");
    assertEquals("254,3", sample.with("u32", "dev", 254 << 20 | 3).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "REC->missing; print fmt has a field missing that the event does not have",
        "I_DIRTY_SYNC; print fmt has a name I_DIRTY_SYNC",
        "jiffies - REC->a; print fmt has a name jiffies",
        "jiffies_to_msecs(REC->a); print fmt has jiffies, whose length the format does not say",
        "mc_event_error_type(REC->a); print fmt has a function mc_event_error_type",
        "REC->a.b; print fmt has a member of a structure",
        "REC; print fmt has REC without a field",
        "REC->a REC->a; print fmt has REC behind an argument",
        "1 +; print fmt has its end where ( was expected",
        "'x; print fmt has a text without an end",
        "0x; print fmt has a number 0x",
        "@; print fmt has a character '@'",
      })
  void whatIsNotUnderstoodIsTold(String expression, String problem) throws Exception {
    Sample sample = Sample.of("\"%d\", " + expression).with("u32", "a", 5).text("b", 4, "text");
    EventText compiled = sample.compiled();
    assertEquals(problem, compiled.problem());
    assertFalse(compiled.isUnderstood());
    assertEquals("event: a=5 b=text", sample.print(compiled));
  }

  @Test
  void jiffiesAreKnownWhereTheirLengthIs() throws Exception {
    Sample sample = Sample.of("\"%u\", jiffies_to_msecs(REC->a)").with("u64", "a", 12);
    assertEquals("48", sample.facts(new KernelFacts(null, 250, KernelSymbols.NONE)).text());
  }
}
