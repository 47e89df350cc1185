// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.SchedulerEvents;
import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.waits.WaitAnswer;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.function.LongSupplier;

/** Gives the scheduler's intervals their threads, reasons, wakers and spans. */
public final class Timeline implements IntervalSink {

  private final TimelineSink sink;
  private final TaskNames names;
  private final Threads threads;
  private final OffCpuInterval interval;
  private final LongSupplier minNamedNanos;

  /**
   * @param minNamedNanos asked for each interval that another process ended: from this length on it
   *     has the waker's comm, which costs a look into /proc
   */
  public Timeline(
      TimelineSink sink,
      JavaThreads javaThreads,
      TaskNames names,
      SpanSource spans,
      LongSupplier minNamedNanos) {
    this(sink, javaThreads, names, spans, minNamedNanos, WaitLookups.NONE, 0);
  }

  /**
   * @param minNamedNanos asked for each interval that another process ended: from this length on it
   *     has the waker's comm, which costs a look into /proc
   * @param maxChain how many further threads are named that a waker had waited for
   */
  public Timeline(
      TimelineSink sink,
      JavaThreads javaThreads,
      TaskNames names,
      SpanSource spans,
      LongSupplier minNamedNanos,
      WaitLookups waits,
      int maxChain) {
    this.sink = sink;
    this.names = names;
    this.threads = new Threads(javaThreads, names);
    this.interval = new OffCpuInterval(spans);
    this.minNamedNanos = minNamedNanos;
  }

  /** The thread of that tid, also asking for its Java thread; null if there is none. */
  public TracedThread thread(int tid) {
    return threads.resolved(tid);
  }

  /** Takes what was found out about the wait that a thread is in. */
  public void answered(int tid, WaitAnswer answer) {
    TracedThread thread = threads.get(tid);
    if (thread != null) {
      thread.answer(answer);
    }
  }

  @Override
  public void offCpu(
      int tid,
      long startNanos,
      long queuedNanos,
      long endNanos,
      int wakerTid,
      char state,
      int cpuOut,
      int cpuIn) {
    TracedThread thread = threads.resolved(tid);
    if (thread == null) {
      return;
    }
    interval.set(thread, startNanos, queuedNanos, endNanos, state, cpuOut, cpuIn);
    setWaker(wakerTid, endNanos - startNanos);
    WaitAnswer answer = thread.answer();
    if (answer != null && answer.holdsFor(startNanos, queuedNanos)) {
      interval.answer(answer);
    }
    sink.offCpu(interval);
  }

  @Override
  public void queued(int tid, long queuedNanos, long startNanos) {
    TracedThread thread = threads.resolved(tid);
    if (thread != null) {
      sink.queued(thread, queuedNanos, startNanos);
    }
  }

  @Override
  public void stateTime(int tid, StateTimes delta) {
    TracedThread thread = threads.resolved(tid);
    if (thread != null) {
      sink.stateTime(thread, delta);
    }
  }

  @Override
  public void threadStarted(long timeNanos, int tid, String comm) {
    threads.started(timeNanos, tid, comm);
  }

  @Override
  public void threadRenamed(long timeNanos, int tid, String comm) {
    threads.renamed(tid, comm);
  }

  @Override
  public void threadEnded(long timeNanos, int tid) {
    threads.ended(tid);
  }

  @Override
  public void marker(long timeNanos, int tid, String text) {
    TracedThread thread = threads.resolved(tid);
    if (thread != null) {
      sink.marker(thread, timeNanos, text);
    }
  }

  @Override
  public void lost(int cpu, long startNanos, long endNanos, long count) {
    sink.dataLoss(cpu, startNanos, endNanos, count);
  }

  @Override
  public void complete(long untilNanos) {
    sink.complete(untilNanos);
    threads.drained(untilNanos);
  }

  private void setWaker(int wakerTid, long durationNanos) {
    if (wakerTid == SchedulerEvents.INTERRUPT) {
      interval.setWaker(WakerKind.INTERRUPT, wakerTid, null, "");
    } else if (wakerTid > 0) {
      TracedThread waker = threads.resolved(wakerTid);
      if (waker != null) {
        interval.setWaker(WakerKind.THREAD, wakerTid, waker, "");
      } else {
        String comm = durationNanos >= minNamedNanos.getAsLong() ? names.comm(wakerTid) : "";
        interval.setWaker(WakerKind.OTHER_PROCESS, wakerTid, null, comm);
      }
    }
  }
}
