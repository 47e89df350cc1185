// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatParser;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextFlagsTest {

  private static final String FORMAT =
      """
      name: x
      ID: 1
      format:
      	field:unsigned char common_flags;	offset:0;	size:1;	signed:0;
      	field:unsigned char common_preempt_count;	offset:1;	size:1;	signed:0;
      """;

  private static final String LAZY_COUNT =
      "\tfield:unsigned char common_preempt_lazy_count;\toffset:2;\tsize:1;\tsigned:0;\n";

  private static String print(String format, String release, int flags, int count, int lazyCount)
      throws FormatException {
    EventFormat event = FormatParser.parse(format);
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) flags, (byte) count, (byte) lazyCount});
    StringBuilder text = new StringBuilder();
    KernelFacts facts = new KernelFacts(release, 0, KernelSymbols.NONE);
    new ContextFlags(event, facts).print(new EventRecord().set(bytes, 0, 3), text);
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, 0x00, .....", "0x01, 0x02, d..2.", "0x80, 0x10, b...1", "0x81, 0xff, D..ff",
    "0x24, 0x00, .N...", "0x04, 0x00, .n...", "0x20, 0x00, .p...", "0x02, 0x00, .l...",
    "0x22, 0x00, .L...", "0x06, 0x00, .b...", "0x26, 0x00, .B...", "0x08, 0x00, ..h..",
    "0x10, 0x00, ..s..", "0x18, 0x00, ..H..", "0x40, 0x00, ..z..", "0x48, 0x00, ..Z..",
  })
  void ofAKernelOfToday(String flags, String count, String expected) throws Exception {
    assertEquals(expected, print(FORMAT, null, Integer.decode(flags), Integer.decode(count), 0));
  }

  @ParameterizedTest
  @CsvSource({"0x02, X....", "0x06, Xn...", "0x03, d....", "0x26, XN..."})
  void beforeTheLazyNeedResched(String flags, String expected) throws Exception {
    assertEquals(expected, print(FORMAT, "6.12.1-amd64", Integer.decode(flags), 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"0x01, 0x12, d..2", "0x18, 0x00, ..H."})
  void beforeMigrateDisable(String flags, String count, String expected) throws Exception {
    assertEquals(
        expected, print(FORMAT, "5.10.0-1", Integer.decode(flags), Integer.decode(count), 0));
  }

  @ParameterizedTest
  @CsvSource({"0x02, 0, ..L....", "0x05, 3, dn..23.", "0x06, 1, .nL.21."})
  void patchedForRealTime(String flags, int lazyCount, String expected) throws Exception {
    int count = lazyCount == 0 ? 0 : 2;
    assertEquals(
        expected, print(FORMAT + LAZY_COUNT, "6.1.0-rt", Integer.decode(flags), count, lazyCount));
  }
}
