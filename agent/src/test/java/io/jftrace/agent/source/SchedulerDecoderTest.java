// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.scheduler.SchedulerEvents;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.MalformedCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event formats as a kernel might have them, in a folder. */
class SchedulerDecoderTest {

  private static final String COMMON =
      """
      format:
      	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
      	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
      	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
      	field:int common_pid;	offset:4;	size:4;	signed:1;

      """;

  private static final int SWITCH_ID = 3;

  @TempDir private Path root;
  private final MalformedCounts malformed = new MalformedCounts();
  private final TotalsSink sink = new TotalsSink();
  private final ThreadStates threads = new ThreadStates(sink);

  @BeforeEach
  void writeFormats() throws IOException {
    write(
        SchedulerDecoder.SWITCH,
        SWITCH_ID,
        """
        	field:pid_t prev_pid;	offset:8;	size:4;	signed:1;
        	field:long prev_state;	offset:16;	size:8;	signed:1;
        	field:pid_t next_pid;	offset:24;	size:4;	signed:1;

        print fmt: "%s", __print_flags(REC->prev_state, "|", { 1, "S" }, { 2, "D" })
        """);
    write(SchedulerDecoder.WAKING, 4, field("pid_t pid", 8, 4));
    write(SchedulerDecoder.WAKEUP_NEW, 5, field("pid_t pid", 8, 4));
    write(
        SchedulerDecoder.NEWTASK,
        6,
        field("pid_t pid", 8, 4)
            + field("char comm[16]", 12, 16)
            + field("unsigned long clone_flags", 32, 8));
    write(SchedulerDecoder.RENAME, 7, field("pid_t pid", 8, 4) + field("char newcomm[16]", 12, 16));
    write(SchedulerDecoder.EXIT, 8, field("pid_t pid", 8, 4));
    write(SchedulerDecoder.MARKER, 9, field("char buf[]", 16, 0));
  }

  private static String field(String declaration, int offset, int size) {
    return "\tfield:%s;\toffset:%d;\tsize:%d;\tsigned:1;\n".formatted(declaration, offset, size);
  }

  private void write(String event, int id, String fields) throws IOException {
    Path directory = Files.createDirectories(root.resolve("events").resolve(event));
    String name = event.substring(event.indexOf('/') + 1);
    Files.writeString(
        directory.resolve("format"), "name: " + name + "\nID: " + id + "\n" + COMMON + fields);
  }

  private SchedulerDecoder decoder(SchedulerEvents events) throws IOException {
    return new SchedulerDecoder(Tracefs.at(root), events, malformed);
  }

  @Test
  void allAreDecoded() throws Exception {
    SchedulerDecoder decoder = decoder(threads);
    assertEquals(0, decoder.problems().size());
    assertTrue(decoder.decodes(SchedulerDecoder.RENAME));
  }

  @Test
  void eventWithoutAFieldIsLeftOut() throws Exception {
    write(SchedulerDecoder.RENAME, 7, field("pid_t pid", 8, 4));
    SchedulerDecoder decoder = decoder(threads);
    assertFalse(decoder.decodes(SchedulerDecoder.RENAME));
    assertTrue(decoder.decodes(SchedulerDecoder.SWITCH));
    assertEquals(1, decoder.problems().size());
    assertEquals(
        "task/task_rename is left out: event task_rename has no field newcomm on this kernel; it"
            + " has [pid]",
        decoder.problems().get(0));
  }

  @Test
  void eventWithAFieldOfAnotherSizeIsLeftOut() throws Exception {
    write(SchedulerDecoder.EXIT, 8, field("long pid", 8, 8));
    SchedulerDecoder decoder = decoder(threads);
    assertFalse(decoder.decodes(SchedulerDecoder.EXIT));
    assertTrue(decoder.problems().get(0).contains("not an integer of at most 4 bytes"));
  }

  @Test
  void withoutSwitchesThereIsNothingToShow() throws Exception {
    write(SchedulerDecoder.SWITCH, SWITCH_ID, field("pid_t prev_pid", 8, 4));
    IOException e = assertThrows(IOException.class, () -> decoder(threads));
    assertTrue(e.getMessage().startsWith("event sched_switch has no field"), e.getMessage());
  }

  @Test
  void recordsThatAreTooShortTearTheTimeline() throws Exception {
    SchedulerDecoder decoder = decoder(threads);
    ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    buffer.putShort(0, (short) SWITCH_ID);
    decoder.record(1, 1000, buffer, 0, 27);
    decoder.record(1, 1000, buffer, 0, 1);
    assertEquals(2, malformed.count(Malformed.RECORD_TOO_SHORT));
    assertEquals(2, sink.losses);
    buffer.putShort(0, (short) 4711);
    decoder.record(1, 1000, buffer, 0, 28);
    assertEquals(1, malformed.count(Malformed.UNKNOWN_EVENT));
    assertEquals(2, sink.losses);
  }
}
