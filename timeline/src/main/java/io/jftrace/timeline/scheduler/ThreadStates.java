// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.probes.ProbeValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Turns scheduler events into the states and off-CPU intervals of this process's threads.
 *
 * <p>A thread is followed from the moment it is found or created until its last switch-out. What
 * loss or disorder has torn becomes {@link ThreadState#UNKNOWN}: no interval is passed whose two
 * ends, and everything between them, were not seen.
 */
public final class ThreadStates implements SchedulerEvents, ActivityEvents {

  private final IntervalSink sink;
  private final TidMap<ThreadTrack> threads = new TidMap<>();
  private final List<ThreadTrack> all = new ArrayList<>();

  private final OpenLosses openLosses = new OpenLosses();

  private int excludedTid = -1;
  private long disorderedEvents;
  private long inferredSwitchIns;
  private long foreignEvents;

  public ThreadStates(IntervalSink sink) {
    this.sink = sink;
  }

  /** A thread that is never shown: the reader itself. */
  public void exclude(int tid) {
    excludedTid = tid;
  }

  /** How many events came after a later one of the same thread; each tore that thread. */
  public long disorderedEvents() {
    return disorderedEvents;
  }

  /** How many switch-ins the kernel did not record; each was taken to be at the wake-up. */
  public long inferredSwitchIns() {
    return inferredSwitchIns;
  }

  /** How many events were of no thread of this process, nor of the reader. */
  public long foreignEvents() {
    return foreignEvents;
  }

  /** The threads that are followed now. */
  public int[] tids() {
    return all.stream().mapToInt(thread -> thread.tid).toArray();
  }

  /** What is known of a thread is not certain any more: some of its events were not recorded. */
  public void tear(long timeNanos, int tid) {
    ThreadTrack thread = threads.get(tid);
    if (thread != null) {
      tear(thread, timeNanos);
    }
  }

  private void tear(ThreadTrack thread, long timeNanos) {
    thread.tear(timeNanos);
    sink.forgotten(timeNanos, thread.tid);
  }

  /** Passes the threads that have waited since before a time and have not been woken. */
  public void forEachWaiting(long sinceNanos, WaitingThreads waiting) {
    for (ThreadTrack thread : all) {
      thread.passIfWaiting(sinceNanos, waiting);
    }
  }

  @Override
  public void switched(long timeNanos, int cpu, int prevTid, char prevState, int nextTid) {
    ThreadTrack prev = threads.get(prevTid);
    if (prev != null && fits(prev, timeNanos)) {
      seenRunning(prev, timeNanos);
      if (isLast(prev, prevState)) {
        prev.passState(timeNanos, sink);
        end(prev, timeNanos);
      } else {
        prev.switchedOut(timeNanos, cpu, prevState);
      }
    }
    ThreadTrack next = threads.get(nextTid);
    if (next != null && fits(next, timeNanos)) {
      next.switchedIn(timeNanos, cpu, sink);
    }
    if (prev == null && next == null && prevTid != excludedTid && nextTid != excludedTid) {
      foreignEvents++;
    }
  }

  @Override
  public void waking(long timeNanos, int tid, int wakerTid) {
    ThreadTrack thread = threads.get(tid);
    if (thread != null && fits(thread, timeNanos)) {
      if (thread.state == ThreadState.RUNNABLE) {
        // A task that has been woken is not woken again before it ran and meant to sleep again.
        seenRunning(thread, timeNanos);
      }
      thread.waking(timeNanos, wakerTid);
    }
    ThreadTrack waker = wakerTid > 0 ? threads.get(wakerTid) : null;
    if (waker != null && fits(waker, timeNanos)) {
      seenRunning(waker, timeNanos);
    }
    if (thread == null && waker == null && tid != excludedTid && wakerTid != excludedTid) {
      foreignEvents++;
    }
  }

  private void seenRunning(ThreadTrack thread, long timeNanos) {
    if (thread.seenRunning(timeNanos, sink)) {
      inferredSwitchIns++;
    }
  }

  @Override
  public void wokenNew(long timeNanos, int tid) {
    ThreadTrack thread = threads.get(tid);
    if (thread != null && fits(thread, timeNanos)) {
      thread.wokenNew(timeNanos);
    }
  }

  @Override
  public void created(long timeNanos, int parentTid, int tid, String comm, boolean thread) {
    if (threads.get(tid) != null) {
      // The tid is used again, so the end of its last owner was lost; or it had been found before
      // its creation was read.
      if (!threads.get(tid).isBefore(timeNanos)) {
        end(threads.get(tid), timeNanos);
      } else if (thread) {
        return;
      }
    }
    if (thread && (threads.get(parentTid) != null || parentTid == excludedTid)) {
      begin(timeNanos, tid, comm);
    }
  }

  @Override
  public void renamed(long timeNanos, int tid, String comm) {
    if (threads.get(tid) != null) {
      sink.threadRenamed(timeNanos, tid, comm);
    }
  }

  @Override
  public void exiting(long timeNanos, int tid) {
    // The thread still runs, may wait and be preempted, until its last switch-out.
    ThreadTrack thread = threads.get(tid);
    if (thread != null && fits(thread, timeNanos)) {
      thread.exiting = true;
    }
  }

  @Override
  public void found(long timeNanos, int tid, char state) {
    if (tid == excludedTid || state == 'X' || state == 'Z') {
      return;
    }
    ThreadTrack thread = threads.get(tid);
    if (thread == null) {
      thread = begin(timeNanos, tid, null);
    }
    if (openLosses.isEmpty() && !thread.isBefore(timeNanos)) {
      thread.found(timeNanos, state);
    }
  }

  @Override
  public void marker(long timeNanos, int tid, String text) {
    ThreadTrack thread = threads.get(tid);
    if (thread != null) {
      if (fits(thread, timeNanos)) {
        seenRunning(thread, timeNanos);
      }
      sink.marker(timeNanos, tid, text);
    }
  }

  @Override
  public void syscallEntered(long timeNanos, int tid, int number, long arg0, long arg1, long arg2) {
    if (ran(timeNanos, tid)) {
      sink.syscallEntered(timeNanos, tid, number, arg0, arg1, arg2);
    }
  }

  @Override
  public void syscallExited(long timeNanos, int tid, int number, long result) {
    if (ran(timeNanos, tid)) {
      sink.syscallExited(timeNanos, tid, number, result);
    }
  }

  @Override
  public void pageFault(long timeNanos, int tid, long address, boolean inKernel) {
    if (ran(timeNanos, tid)) {
      sink.pageFault(timeNanos, tid, address, inKernel);
    }
  }

  @Override
  public void probeHit(
      long timeNanos,
      int tid,
      ProbeType type,
      ProbePoint point,
      long stackPointer,
      ProbeValues values) {
    if (ran(timeNanos, tid)) {
      sink.probeHit(timeNanos, tid, type, point, stackPointer, values);
    }
  }

  @Override
  public void objectWaitsTraced() {
    sink.objectWaitsTraced();
  }

  @Override
  public void monitorWaitEntered(long timeNanos, int tid) {
    if (ran(timeNanos, tid)) {
      sink.monitorWaitEntered(timeNanos, tid);
    }
  }

  @Override
  public void monitorWaitExited(long timeNanos, int tid) {
    if (ran(timeNanos, tid)) {
      sink.monitorWaitExited(timeNanos, tid);
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
    if (ran(timeNanos, tid)) {
      sink.blockIssued(timeNanos, tid, device, sector, sectors, bytes, operation);
    }
  }

  @Override
  public void blockCompleted(long timeNanos, int device, long sector, long sectors, int error) {
    sink.blockCompleted(timeNanos, device, sector, sectors, error);
  }

  /** A thread did something, so it has a CPU. False if that is of no use. */
  private boolean ran(long timeNanos, int tid) {
    ThreadTrack thread = threads.get(tid);
    if (thread == null) {
      if (tid != excludedTid) {
        foreignEvents++;
      }
      return false;
    }
    if (!fits(thread, timeNanos)) {
      return false;
    }
    seenRunning(thread, timeNanos);
    return true;
  }

  @Override
  public void lossBegan(long timeNanos, int cpu) {
    openLosses.began(timeNanos, cpu);
    for (ThreadTrack thread : all) {
      thread.passState(timeNanos, sink);
      tear(thread, timeNanos);
    }
  }

  @Override
  public void lossEnded(long timeNanos, int cpu, long count) {
    openLosses.ended(timeNanos, cpu, count, sink);
  }

  @Override
  public void complete(long untilNanos) {
    for (ThreadTrack thread : all) {
      thread.accountCertainUntil(untilNanos);
      passTimes(thread);
      thread.passState(untilNanos, sink);
    }
    sink.timesComplete(untilNanos);
    sink.complete(untilNanos);
  }

  /** Everything has been passed but the times in each state, which come later. */
  public void completeButTimes(long untilNanos) {
    sink.complete(untilNanos);
  }

  /** Forgets threads that are gone although no event said so, which happens after loss. */
  public void retain(long timeNanos, IntPredicate living) {
    for (ThreadTrack thread : List.copyOf(all)) {
      if (!living.test(thread.tid) && !thread.isBefore(timeNanos)) {
        end(thread, timeNanos);
      }
    }
  }

  /** Dead states are X and Z; a kernel may show a thread that exits in another letter. */
  private static boolean isLast(ThreadTrack thread, char state) {
    return state == 'X' || state == 'Z' || (thread.exiting && "RSD".indexOf(state) < 0);
  }

  private boolean fits(ThreadTrack thread, long timeNanos) {
    if (!openLosses.isEmpty()) {
      return false;
    }
    if (thread.isBefore(timeNanos)) {
      disorderedEvents++;
      tear(thread, timeNanos);
      return false;
    }
    return true;
  }

  private ThreadTrack begin(long timeNanos, int tid, String comm) {
    ThreadTrack thread = new ThreadTrack(tid, timeNanos);
    if (tid != excludedTid) {
      threads.put(tid, thread);
      all.add(thread);
      sink.threadStarted(timeNanos, tid, comm);
    }
    return thread;
  }

  private void end(ThreadTrack thread, long timeNanos) {
    thread.accountUntil(timeNanos);
    passTimes(thread);
    threads.remove(thread.tid);
    all.remove(thread);
    sink.threadEnded(timeNanos, thread.tid);
  }

  private void passTimes(ThreadTrack thread) {
    if (thread.times.totalNanos() != 0 || thread.times.migrations() != 0) {
      sink.stateTime(thread.tid, thread.times);
      thread.times.clear();
    }
  }
}
