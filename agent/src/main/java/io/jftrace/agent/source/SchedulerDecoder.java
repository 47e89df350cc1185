// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.SchedulerEvents;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.MalformedCounts;
import io.jftrace.tracefs.ring.RecordHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decodes records into scheduler events, by the offsets that the running kernel's formats give. All
 * formats are checked when it is made; a record is decoded without looking at them again.
 */
public final class SchedulerDecoder implements RecordHandler {

  static final String SWITCH = "sched/sched_switch";
  static final String WAKING = "sched/sched_waking";
  static final String WAKEUP_NEW = "sched/sched_wakeup_new";
  static final String NEWTASK = "task/task_newtask";
  static final String RENAME = "task/task_rename";
  static final String EXIT = "sched/sched_process_exit";
  static final String MARKER = "ftrace/print";

  /** CLONE_THREAD, include/uapi/linux/sched.h. */
  private static final long CLONE_THREAD = 0x10000;

  private final SchedulerEvents events;
  private final MalformedCounts malformed;
  private final DecoderTable decoders;
  private final EventRecord record = new EventRecord();
  private long tasksCreated;

  /**
   * Checks the formats of the running kernel. Without the events that tell when threads run, wait
   * and begin there is nothing to show; each other one is left out if its format is not understood.
   *
   * @throws IOException if a format that is needed is missing, or lacks a field
   */
  public SchedulerDecoder(Tracefs tracefs, SchedulerEvents events, MalformedCounts malformed)
      throws IOException {
    this(tracefs, events, malformed, others -> {});
  }

  /**
   * As above, with further decoders.
   *
   * @param others adds those of events that are read along with the scheduler's
   */
  SchedulerDecoder(
      Tracefs tracefs,
      SchedulerEvents events,
      MalformedCounts malformed,
      Consumer<DecoderTable.Builder> others)
      throws IOException {
    this.events = events;
    this.malformed = malformed;
    DecoderTable.Builder builder =
        new DecoderTable.Builder(tracefs)
            .add(SWITCH, this::switchDecoder)
            .add(WAKING, this::wakingDecoder)
            .add(NEWTASK, this::newtaskDecoder)
            .addIfUnderstood(WAKEUP_NEW, this::wakeupNewDecoder)
            .addIfUnderstood(RENAME, this::renameDecoder)
            .addIfUnderstood(EXIT, this::exitDecoder)
            .addIfUnderstood(MARKER, this::markerDecoder);
    others.accept(builder);
    this.decoders = builder.build();
  }

  /** Whether the event is decoded: there is no sense in recording others. */
  boolean decodes(String event) {
    return decoders.decodes(event);
  }

  /** Why which events are left out, one line each. */
  List<String> problems() {
    List<String> lines = new ArrayList<>();
    decoders.problems().forEach((event, why) -> lines.add(event + " is left out: " + why));
    return lines;
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    Malformed problem = decoders.decode(cpu, timeNanos, buffer, offset, lengthBytes);
    if (problem != null) {
      malformed.add(problem);
      if (problem == Malformed.RECORD_TOO_SHORT) {
        // What it would have said may have been about any thread.
        events.lossBegan(timeNanos, cpu);
        events.lossEnded(timeNanos, cpu, -1);
      }
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

  private RecordDecoder switchDecoder(EventFormat format) throws IOException {
    int prevPid = EventFields.tid(format, "prev_pid");
    int nextPid = EventFields.tid(format, "next_pid");
    FormatField prevState = format.integer("prev_state", 8);
    StateLetters letters = StateLetters.of(format);
    return (cpu, time, b, at, n) ->
        events.switched(
            time,
            cpu,
            b.getInt(at + prevPid),
            letters.letter(prevState.integer(b, at)),
            b.getInt(at + nextPid));
  }

  private RecordDecoder wakingDecoder(EventFormat format) throws IOException {
    int pid = EventFields.tid(format, "pid");
    int waker = EventFields.tid(format, "common_pid");
    int flags = EventFields.flags(format);
    return (cpu, time, b, at, n) -> {
      boolean interrupt = EventFields.inInterrupt(b.get(at + flags));
      int wakerTid = interrupt ? SchedulerEvents.INTERRUPT : b.getInt(at + waker);
      events.waking(time, b.getInt(at + pid), wakerTid);
    };
  }

  private RecordDecoder wakeupNewDecoder(EventFormat format) throws IOException {
    int pid = EventFields.tid(format, "pid");
    return (cpu, time, b, at, n) -> events.wokenNew(time, b.getInt(at + pid));
  }

  private RecordDecoder newtaskDecoder(EventFormat format) throws IOException {
    int parent = EventFields.tid(format, "common_pid");
    int pid = EventFields.tid(format, "pid");
    FormatField comm = format.text("comm");
    FormatField flags = format.integer("clone_flags", 8);
    return (cpu, time, b, at, n) -> {
      tasksCreated++;
      events.created(
          time,
          b.getInt(at + parent),
          b.getInt(at + pid),
          record.set(b, at, n).text(comm),
          (flags.integer(b, at) & CLONE_THREAD) != 0);
    };
  }

  private RecordDecoder renameDecoder(EventFormat format) throws IOException {
    int pid = EventFields.tid(format, "pid");
    FormatField comm = format.text("newcomm");
    return (cpu, time, b, at, n) ->
        events.renamed(time, b.getInt(at + pid), record.set(b, at, n).text(comm));
  }

  private RecordDecoder exitDecoder(EventFormat format) throws IOException {
    int pid = EventFields.tid(format, "pid");
    return (cpu, time, b, at, n) -> events.exiting(time, b.getInt(at + pid));
  }

  private RecordDecoder markerDecoder(EventFormat format) throws IOException {
    int pid = EventFields.tid(format, "common_pid");
    FormatField text = format.text("buf");
    return (cpu, time, b, at, n) ->
        events.marker(time, b.getInt(at + pid), record.set(b, at, n).text(text).stripTrailing());
  }
}
