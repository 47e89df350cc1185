// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.HeaderPage;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.RecordHandler;
import io.jftrace.tracefs.saved.SavedTrace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By the formats of several kernels, against what these kernels themselves printed. */
class ActivityDecoderTest {

  private static final Path KERNELS = Path.of("../tracefs/src/test/resources/kernels");
  private static final List<String> ALL =
      List.of(
          ActivityDecoder.SYSCALL_ENTER,
          ActivityDecoder.SYSCALL_EXIT,
          ActivityDecoder.FAULT_USER,
          ActivityDecoder.FAULT_KERNEL,
          ActivityDecoder.BLOCK_ISSUE,
          ActivityDecoder.BLOCK_COMPLETE);

  private final ActivityLog log = new ActivityLog();

  private DecoderTable decoders(Tracefs tracefs) {
    DecoderTable.Builder builder = new DecoderTable.Builder(tracefs);
    new ActivityDecoder(log).addTo(builder);
    return builder.build();
  }

  private static Stream<Tracefs> kernels() throws IOException {
    Stream<Tracefs> kept =
        Stream.of("linux-6.1", "linux-6.12", "linux-6.18").map(k -> Tracefs.at(KERNELS.resolve(k)));
    return Tracing.isPossible() ? Stream.concat(kept, Stream.of(Tracefs.find())) : kept;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void formatsAreUnderstood(Tracefs tracefs) {
    DecoderTable decoders = decoders(tracefs);
    for (String event : ALL) {
      assertEquals(tracefs.hasEvent(event), decoders.decodes(event), event);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void recordingsAreDecodedAsTheKernelPrintedThem(String kernel) throws Exception {
    Path directory = KERNELS.resolve(kernel);
    DecoderTable decoders = decoders(Tracefs.at(directory));
    HeaderPage page = HeaderPage.parse(Files.readString(directory.resolve("events/header_page")));
    List<Path> files = List.of(directory.resolve("cpu0.pages"), directory.resolve("cpu1.pages"));
    try (SavedTrace saved = SavedTrace.open(files, page, 4096)) {
      saved.pass(new Dispatcher(decoders));
    }
    List<ActivityLog.Entry> printed =
        ActivityText.parse(Files.readAllLines(directory.resolve("trace.txt")));
    assertTrue(printed.size() > 3000, printed.size() + " lines");
    assertEquals(printed, log.entries);
  }

  private record Dispatcher(DecoderTable decoders) implements RecordHandler {

    @Override
    public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
      decoders.decode(cpu, timeNanos, buffer, offset, lengthBytes);
    }

    @Override
    public void lossBegan(int cpu, long timeNanos) {}

    @Override
    public void lossEnded(int cpu, long timeNanos, long count) {}
  }

  /** Writes fields by name, as the format places them. */
  private static final class Written {

    final ByteBuffer buffer = ByteBuffer.allocate(128).order(ByteOrder.nativeOrder());
    private final EventFormat format;

    Written(EventFormat format) {
      this.format = format;
      put("common_type", format.id());
    }

    Written put(String name, long value) {
      FormatField field = format.find(name);
      switch (field.size()) {
        case Byte.BYTES -> buffer.put(field.offset(), (byte) value);
        case Short.BYTES -> buffer.putShort(field.offset(), (short) value);
        case Integer.BYTES -> buffer.putInt(field.offset(), (int) value);
        default -> buffer.putLong(field.offset(), value);
      }
      return this;
    }

    Written put(String name, String text) {
      buffer.put(format.find(name).offset(), text.getBytes(StandardCharsets.US_ASCII));
      return this;
    }
  }

  private void decode(Tracefs tracefs, Written record) {
    decoders(tracefs).decode(1, 2, record.buffer, 0, record.format.minLength());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void blockRequestsHaveNumbersWithoutSign(Tracefs tracefs) throws Exception {
    Written issue = new Written(tracefs.format(ActivityDecoder.BLOCK_ISSUE));
    issue.put("common_pid", 42).put("dev", (254 << 20) + 7).put("sector", 1L << 40);
    issue.put("nr_sector", 0xf0000001L).put("bytes", 0xf0000002L).put("rwbs", "WS");
    decode(tracefs, issue);
    Written complete = new Written(tracefs.format(ActivityDecoder.BLOCK_COMPLETE));
    complete.put("common_pid", 43).put("dev", 0xfff00000L + 0xfffff).put("sector", 9);
    complete.put("nr_sector", 8).put("error", -5).put("rwbs", "R");
    decode(tracefs, complete);
    decode(tracefs, complete.put("sector", -1).put("error", 0));
    assertEquals(
        List.of(
            new ActivityLog.Entry(
                42, "block_rq_issue", "254,7 write 4026531842 1099511627776 + 4026531841"),
            new ActivityLog.Entry(-1, "block_rq_complete", "4095,1048575 9 + 8 [-5]"),
            new ActivityLog.Entry(-1, "block_rq_complete", "4095,1048575 0 + 8 [0]")),
        log.entries);
  }

  /** Hard and soft interrupts, and those that cannot be masked. */
  @ParameterizedTest
  @ValueSource(ints = {0x08, 0x10, 0x40, 0x19})
  void requestsThatAnInterruptIssuesAreNotTheThreads(int flags) throws Exception {
    Tracefs tracefs = Tracefs.at(KERNELS.resolve("linux-6.12"));
    Written issue = new Written(tracefs.format(ActivityDecoder.BLOCK_ISSUE)).put("common_pid", 42);
    decode(tracefs, issue.put("common_flags", flags));
    assertEquals(List.of(), log.entries);
    decode(tracefs, issue.put("common_flags", 0x01 | 0x04 | 0x20));
    assertEquals(1, log.entries.size(), "interrupts off, a reschedule due");
  }

  /** As blk_fill_rwbs() in kernel/trace/blktrace.c words them. */
  @ParameterizedTest
  @CsvSource({
    "R, read", "RA, read", "RSM, read", "W, write", "WS, write", "FWFS, write", "FW, write",
    "D, discard", "DE, discard", "FD, discard", "F, flush", "FF, flush", "FS, flush", "N, other",
    "ZA, other", "'', other"
  })
  void operationsAreTheLetters(String letters, String word) throws Exception {
    Tracefs tracefs = Tracefs.at(KERNELS.resolve("linux-6.12"));
    decode(tracefs, new Written(tracefs.format(ActivityDecoder.BLOCK_ISSUE)).put("rwbs", letters));
    assertEquals("0,0 " + word + " 0 0 + 0", log.entries.get(0).text());
  }

  @Test
  void kernelWithoutPageFaultEventsHasNothingWrong(@TempDir Path root) throws Exception {
    DecoderTable decoders = decoders(Tracefs.at(root));
    assertFalse(decoders.decodes(ActivityDecoder.FAULT_USER));
    assertFalse(decoders.problems().containsKey(ActivityDecoder.FAULT_USER));
    assertTrue(decoders.problems().containsKey(ActivityDecoder.SYSCALL_ENTER));
  }

  @ParameterizedTest
  @CsvSource({"int id, 4, unsigned long args[6], 48", "long id, 8, unsigned int args[6], 24"})
  void systemCallsOfAnotherWordSizeAreLeftOut(
      String id, int idBytes, String args, int argsBytes, @TempDir Path root) throws Exception {
    Path directory = Files.createDirectories(root.resolve("events/raw_syscalls/sys_enter"));
    Files.writeString(
        directory.resolve("format"),
        """
        name: sys_enter
        ID: 21
        format:
        	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
        	field:int common_pid;	offset:4;	size:4;	signed:1;

        	field:%s;	offset:8;	size:%d;	signed:1;
        	field:%s;	offset:16;	size:%d;	signed:0;

        print fmt: ""
        """
            .formatted(id, idBytes, args, argsBytes));
    DecoderTable decoders = decoders(Tracefs.at(root));
    assertFalse(decoders.decodes(ActivityDecoder.SYSCALL_ENTER));
    String problem = decoders.problems().get(ActivityDecoder.SYSCALL_ENTER);
    assertTrue(problem.startsWith("event sys_enter: unexpected size of"), problem);
  }
}
