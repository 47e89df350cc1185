// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.ActivityEvents;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatField;

/**
 * Decodes what threads ask of the kernel: system calls, page faults and requests to block devices.
 * System calls are the most frequent of all events.
 */
final class ActivityDecoder {

  static final String SYSCALL_ENTER = "raw_syscalls/sys_enter";
  static final String SYSCALL_EXIT = "raw_syscalls/sys_exit";
  static final String FAULT_USER = "exceptions/page_fault_user";
  static final String FAULT_KERNEL = "exceptions/page_fault_kernel";
  static final String BLOCK_ISSUE = "block/block_rq_issue";
  static final String BLOCK_COMPLETE = "block/block_rq_complete";

  private static final String TID = "common_pid";

  private final ActivityEvents events;
  private long completions;

  ActivityDecoder(ActivityEvents events) {
    this.events = events;
  }

  /** Adds the decoders of the events that every kernel for this architecture has. */
  void addTo(DecoderTable.Builder builder) {
    builder
        .addIfUnderstood(SYSCALL_ENTER, this::syscallEnter)
        .addIfUnderstood(SYSCALL_EXIT, this::syscallExit)
        // Not on arm64 (Linux 6.18): there, nothing is wrong if they are missing.
        .addIfPresent(FAULT_USER, format -> pageFault(format, false))
        .addIfPresent(FAULT_KERNEL, format -> pageFault(format, true))
        .addIfUnderstood(BLOCK_ISSUE, this::blockIssue)
        .addIfUnderstood(BLOCK_COMPLETE, this::blockComplete);
  }

  /** Adds the decoders of the probes at Object.wait. */
  void addMonitorWait(DecoderTable.Builder builder, String entry, String exit) {
    builder
        .addIfUnderstood(entry, this::monitorWaitEntry)
        .addIfUnderstood(exit, this::monitorWaitReturn);
  }

  /** How many requests to block devices have ended, of whatever process. */
  long completions() {
    return completions;
  }

  private RecordDecoder syscallEnter(EventFormat format) throws FormatException {
    int tid = EventFields.tid(format, TID);
    int number = EventFields.word(format, "id");
    int arg0 = EventFields.words(format, "args", 3);
    int arg1 = arg0 + Long.BYTES;
    int arg2 = arg1 + Long.BYTES;
    return (cpu, time, b, at, n) ->
        events.syscallEntered(
            time,
            b.getInt(at + tid),
            (int) b.getLong(at + number),
            b.getLong(at + arg0),
            b.getLong(at + arg1),
            b.getLong(at + arg2));
  }

  private RecordDecoder syscallExit(EventFormat format) throws FormatException {
    int tid = EventFields.tid(format, TID);
    int number = EventFields.word(format, "id");
    int result = EventFields.word(format, "ret");
    return (cpu, time, b, at, n) ->
        events.syscallExited(
            time, b.getInt(at + tid), (int) b.getLong(at + number), b.getLong(at + result));
  }

  private RecordDecoder pageFault(EventFormat format, boolean inKernel) throws FormatException {
    int tid = EventFields.tid(format, TID);
    int address = EventFields.word(format, "address");
    return (cpu, time, b, at, n) ->
        events.pageFault(time, b.getInt(at + tid), b.getLong(at + address), inKernel);
  }

  /** A request that an interrupt issues, as it may for a queue, is not the thread's. */
  private RecordDecoder blockIssue(EventFormat format) throws FormatException {
    int flags = EventFields.flags(format);
    int tid = EventFields.tid(format, TID);
    FormatField device = format.integer("dev", Integer.BYTES);
    FormatField sector = format.integer("sector", Long.BYTES);
    FormatField sectors = format.integer("nr_sector", Integer.BYTES);
    FormatField bytes = format.integer("bytes", Integer.BYTES);
    BlockLetters letters = BlockLetters.in(format);
    return (cpu, time, b, at, n) -> {
      if (!EventFields.inInterrupt(b.get(at + flags))) {
        events.blockIssued(
            time,
            b.getInt(at + tid),
            (int) device.integer(b, at),
            sector.integer(b, at),
            sectors.integer(b, at),
            bytes.integer(b, at),
            letters.read(b, at));
      }
    };
  }

  private RecordDecoder blockComplete(EventFormat format) throws FormatException {
    FormatField device = format.integer("dev", Integer.BYTES);
    FormatField sector = format.integer("sector", Long.BYTES);
    FormatField sectors = format.integer("nr_sector", Integer.BYTES);
    FormatField error = format.integer("error", Integer.BYTES);
    return (cpu, time, b, at, n) -> {
      completions++;
      events.blockCompleted(
          time,
          (int) device.integer(b, at),
          ofIssue(sector.integer(b, at)),
          sectors.integer(b, at),
          (int) error.integer(b, at));
    };
  }

  /**
   * The sector as the request's issue had it: a flush has none, which is 0 there
   * (blk_rq_trace_sector(), include/linux/blktrace_api.h, Linux 6.18), and -1 at its end.
   */
  private static long ofIssue(long sector) {
    return sector == -1 ? 0 : sector;
  }

  private RecordDecoder monitorWaitEntry(EventFormat format) throws FormatException {
    int tid = EventFields.tid(format, TID);
    return (cpu, time, b, at, n) -> events.monitorWaitEntered(time, b.getInt(at + tid));
  }

  private RecordDecoder monitorWaitReturn(EventFormat format) throws FormatException {
    int tid = EventFields.tid(format, TID);
    return (cpu, time, b, at, n) -> events.monitorWaitExited(time, b.getInt(at + tid));
  }
}
