// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.probes.ProbeHits;
import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.probes.ProbeValues;
import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.SchedulerEvents;
import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.spans.SpanAccounting;
import io.jftrace.timeline.spans.SpanAccounts;
import io.jftrace.timeline.waits.ThreadActivity;
import io.jftrace.timeline.waits.WaitAnswer;
import io.jftrace.timeline.waits.WaitClassifier;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.function.LongSupplier;

/**
 * Gives the scheduler's intervals their threads, reasons, wakers and spans, and makes system calls,
 * page faults, block requests and calls of probed functions of what the threads did.
 */
public final class Timeline implements IntervalSink {

  private final TimelineSink sink;
  private final TaskNames names;
  private final Threads threads;
  private final OffCpuInterval interval;
  private final LongSupplier minNamedNanos;
  private final WaitLookups waits;
  private final WaitClassifier classifier;
  private final PauseTracker pauses;
  private final WaitCauses causes;
  private final BlockRequests requests;
  private final ProbeHits probes;
  private final SpanAccounting accounting;
  private final ThreadActivities activities;

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
   * @param waits asked about what threads wait for
   * @param maxChain how many waits are named that a waker, its waker, and so on, had been in
   */
  public Timeline(
      TimelineSink sink,
      JavaThreads javaThreads,
      TaskNames names,
      SpanSource spans,
      LongSupplier minNamedNanos,
      WaitLookups waits,
      int maxChain) {
    this(sink, javaThreads, names, spans, MountedThreads.NONE, minNamedNanos, waits, maxChain);
  }

  /**
   * @param mounts asked about the virtual threads that threads run
   * @param minNamedNanos asked for each interval that another process ended: from this length on it
   *     has the waker's comm, which costs a look into /proc
   * @param waits asked about what threads wait for
   * @param maxChain how many waits are named that a waker, its waker, and so on, had been in
   */
  public Timeline(
      TimelineSink sink,
      JavaThreads javaThreads,
      TaskNames names,
      SpanSource spans,
      MountedThreads mounts,
      LongSupplier minNamedNanos,
      WaitLookups waits,
      int maxChain) {
    this.sink = sink;
    this.names = names;
    this.waits = waits;
    this.threads = new Threads(javaThreads, names, mounts);
    WakerChain chain = new WakerChain(threads, names, maxChain);
    this.interval = new OffCpuInterval(spans, waits, chain);
    this.minNamedNanos = minNamedNanos;
    this.classifier = new WaitClassifier(waits);
    this.pauses = new PauseTracker(waits);
    this.causes = new WaitCauses(classifier, pauses, waits != WaitLookups.NONE);
    this.requests = new BlockRequests(sink, spans);
    this.probes = new ProbeHits(sink, spans);
    this.accounting = new SpanAccounting(spans);
    this.activities = new ThreadActivities(threads, sink, classifier);
  }

  /** From now on tells where the time of spans goes. For use between drains. */
  public void accountSpans(SpanAccounts accounts) {
    accounting.start(accounts);
  }

  /**
   * The thread of that tid, also asking for its Java thread; null if there is none. For use between
   * drains, with {@link #asked} behind it.
   */
  public TracedThread thread(int tid) {
    return threads.resolved(tid);
  }

  /** The last of some calls of {@link #thread} has been made. */
  public void asked() {
    threads.forgetLookup();
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
    causes.explain(interval);
    accounting.offCpu(interval);
    sink.offCpu(interval);
  }

  @Override
  public void queued(int tid, long queuedNanos, long startNanos) {
    TracedThread thread = threads.resolved(tid);
    if (thread != null) {
      sink.queued(thread, queuedNanos, startNanos);
      accounting.queued(thread, queuedNanos, startNanos);
    }
  }

  @Override
  public void runsFrom(long timeNanos, int tid) {
    accounting.runsFrom(threads.get(tid), timeNanos);
  }

  @Override
  public void isOffCpu(long timeNanos, int tid, long startNanos, long queuedNanos, char state) {
    accounting.isOffCpu(threads.get(tid), timeNanos, startNanos, queuedNanos, state);
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
    ThreadActivity activity = activities.known(tid);
    if (activity != null) {
      activity.end();
    }
    probes.ended(tid);
    accounting.threadEnded(tid);
    threads.ended(tid);
  }

  @Override
  public void syscallEntered(long timeNanos, int tid, int number, long arg0, long arg1, long arg2) {
    ThreadActivity activity = activities.of(tid);
    if (activity != null) {
      activity.syscallEntered(timeNanos, number, arg0, arg1, arg2);
    }
  }

  @Override
  public void syscallExited(long timeNanos, int tid, int number, long result) {
    ThreadActivity activity = activities.of(tid);
    if (activity != null) {
      activity.syscallExited(timeNanos, number, result);
    }
  }

  @Override
  public void pageFault(long timeNanos, int tid, long address, boolean inKernel) {
    ThreadActivity activity = activities.of(tid);
    if (activity != null) {
      activity.pageFault(timeNanos, address, inKernel);
    }
  }

  @Override
  public void objectWaitsTraced() {
    classifier.objectWaitsAreTraced();
  }

  @Override
  public void monitorWaitEntered(long timeNanos, int tid) {
    ThreadActivity activity = activities.of(tid);
    if (activity != null) {
      activity.monitorWaitEntered();
    }
  }

  @Override
  public void monitorWaitExited(long timeNanos, int tid) {
    ThreadActivity activity = activities.of(tid);
    if (activity != null) {
      activity.monitorWaitExited();
    }
  }

  @Override
  public void blockIssued(
      long timeNanos,
      int tid,
      int device,
      long sector,
      long sectors,
      long bytes,
      BlockOperation operation) {
    ThreadActivity activity = activities.of(tid);
    if (activity != null) {
      activity.blockIssued();
      requests.issued(threads.get(tid), timeNanos, device, sector, sectors, bytes, operation);
    }
  }

  @Override
  public void blockCompleted(long timeNanos, int device, long sector, long sectors, int error) {
    requests.completed(timeNanos, device, sector, sectors, error);
  }

  @Override
  public void probeHit(
      long timeNanos,
      int tid,
      ProbeType type,
      ProbePoint point,
      long stackPointer,
      ProbeValues values) {
    TracedThread thread = threads.resolved(tid);
    if (thread != null) {
      probes.hit(timeNanos, thread, type, point, stackPointer, values);
    }
  }

  @Override
  public void forgotten(long timeNanos, int tid) {
    ThreadActivity activity = activities.known(tid);
    if (activity != null) {
      activity.forget();
    }
    probes.forget(tid);
    accounting.forgotten(threads.get(tid), timeNanos);
    // It may have opened and closed some.
    classifier.forgetDescriptors();
  }

  @Override
  public void runs(long timeNanos, int tid) {
    ThreadActivity activity = activities.known(tid);
    if (activity != null) {
      activity.ranAt(timeNanos);
    }
    accounting.runs(threads.get(tid), timeNanos);
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
    requests.forget();
    probes.forgetAll();
    pauses.forget(endNanos);
    sink.dataLoss(cpu, startNanos, endNanos, count);
  }

  @Override
  public void timesComplete(long untilNanos) {
    accounting.complete(untilNanos);
  }

  @Override
  public void complete(long untilNanos) {
    sink.complete(untilNanos);
    threads.drained(untilNanos);
    pauses.ask();
    waits.passed();
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
