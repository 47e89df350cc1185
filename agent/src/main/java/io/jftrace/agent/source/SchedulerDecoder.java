// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.SchedulerEvents;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.RecordHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes records into scheduler events, by the offsets that the running kernel's formats give. All
 * formats are checked when it is made; a record is decoded without looking at them again.
 */
final class SchedulerDecoder implements RecordHandler {

  static final String SWITCH = "sched/sched_switch";
  static final String WAKING = "sched/sched_waking";
  static final String WAKEUP_NEW = "sched/sched_wakeup_new";
  static final String NEWTASK = "task/task_newtask";
  static final String RENAME = "task/task_rename";
  static final String EXIT = "sched/sched_process_exit";
  static final String MARKER = "ftrace/print";

  /** TRACE_FLAG_HARDIRQ, _SOFTIRQ and _NMI, include/linux/trace_events.h. */
  private static final int INTERRUPT_FLAGS = 0x08 | 0x10 | 0x40;

  /** CLONE_THREAD, include/uapi/linux/sched.h. */
  private static final long CLONE_THREAD = 0x10000;

  private final SchedulerEvents events;
  private final EventRecord record = new EventRecord();
  private final List<RecordDecoder> decoders = new ArrayList<>();
  private final List<Integer> minLengths = new ArrayList<>();
  private final RecordDecoder[] decoderById;
  private final int[] minLengthById;
  private long tasksCreated;

  /**
   * Checks the formats of the running kernel.
   *
   * @throws IOException if a format is missing, or lacks a field that is needed
   */
  SchedulerDecoder(Tracefs tracefs, SchedulerEvents events) throws IOException {
    this.events = events;
    addSwitch(tracefs.format(SWITCH));
    addWaking(tracefs.format(WAKING));
    addWakeupNew(tracefs.format(WAKEUP_NEW));
    addNewtask(tracefs.format(NEWTASK));
    addRename(tracefs.format(RENAME));
    addExit(tracefs.format(EXIT));
    addMarker(tracefs.format(MARKER));
    decoderById = decoders.toArray(new RecordDecoder[0]);
    minLengthById = minLengths.stream().mapToInt(i -> i).toArray();
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    // common_type: the first two bytes of every record.
    int id = lengthBytes < 2 ? Integer.MAX_VALUE : buffer.getShort(offset) & 0xffff;
    if (id < decoderById.length && decoderById[id] != null && lengthBytes >= minLengthById[id]) {
      decoderById[id].decode(cpu, timeNanos, buffer, offset, lengthBytes);
    }
  }

  @Override
  public void lossBegan(int cpu, long timeNanos) {
    events.lossBegan(timeNanos, cpu);
  }

  @Override
  public void lossEnded(int cpu, long timeNanos, long count) {
    events.lossEnded(timeNanos, cpu, count);
  }

  /** How many tasks, threads or processes, the whole system has made. */
  long tasksCreated() {
    return tasksCreated;
  }

  private void add(EventFormat format, RecordDecoder decoder) {
    while (decoders.size() <= format.id()) {
      decoders.add(null);
      minLengths.add(0);
    }
    decoders.set(format.id(), decoder);
    minLengths.set(format.id(), format.minLength());
  }

  private void addSwitch(EventFormat format) throws IOException {
    int prevPid = pid(format, "prev_pid");
    int nextPid = pid(format, "next_pid");
    FormatField prevState = format.integer("prev_state", 8);
    StateLetters letters = StateLetters.of(format);
    add(
        format,
        (cpu, time, b, at, n) ->
            events.switched(
                time,
                cpu,
                b.getInt(at + prevPid),
                letters.letter(prevState.integer(b, at)),
                b.getInt(at + nextPid)));
  }

  private void addWaking(EventFormat format) throws IOException {
    int pid = pid(format, "pid");
    int waker = pid(format, "common_pid");
    int flags = format.integer("common_flags", 1).offset();
    add(
        format,
        (cpu, time, b, at, n) -> {
          boolean interrupt = (b.get(at + flags) & INTERRUPT_FLAGS) != 0;
          int wakerTid = interrupt ? SchedulerEvents.INTERRUPT : b.getInt(at + waker);
          events.waking(time, b.getInt(at + pid), wakerTid);
        });
  }

  private void addWakeupNew(EventFormat format) throws IOException {
    int pid = pid(format, "pid");
    add(format, (cpu, time, b, at, n) -> events.wokenNew(time, b.getInt(at + pid)));
  }

  private void addNewtask(EventFormat format) throws IOException {
    int parent = pid(format, "common_pid");
    int pid = pid(format, "pid");
    FormatField comm = format.text("comm");
    FormatField flags = format.integer("clone_flags", 8);
    add(
        format,
        (cpu, time, b, at, n) -> {
          tasksCreated++;
          events.created(
              time,
              b.getInt(at + parent),
              b.getInt(at + pid),
              record.set(b, at, n).text(comm),
              (flags.integer(b, at) & CLONE_THREAD) != 0);
        });
  }

  private void addRename(EventFormat format) throws IOException {
    int pid = pid(format, "pid");
    FormatField comm = format.text("newcomm");
    add(
        format,
        (cpu, time, b, at, n) ->
            events.renamed(time, b.getInt(at + pid), record.set(b, at, n).text(comm)));
  }

  private void addExit(EventFormat format) throws IOException {
    int pid = pid(format, "pid");
    add(format, (cpu, time, b, at, n) -> events.exiting(time, b.getInt(at + pid)));
  }

  private void addMarker(EventFormat format) throws IOException {
    int pid = pid(format, "common_pid");
    FormatField text = format.text("buf");
    add(
        format,
        (cpu, time, b, at, n) ->
            events.marker(
                time, b.getInt(at + pid), record.set(b, at, n).text(text).stripTrailing()));
  }

  /** The offset of a field that holds a tid. */
  private static int pid(EventFormat format, String name) throws IOException {
    FormatField field = format.integer(name, 4);
    if (field.size() != 4) {
      throw new IOException("event " + format.name() + ": unexpected size of " + field);
    }
    return field.offset();
  }
}
