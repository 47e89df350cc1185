// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What one exporter holds, in order. It is bounded by spans, where those being exported count, too:
 *
 * <ul>
 *   <li>up to the bound, they are accepted and called exported;
 *   <li>beyond it, they are accepted, the oldest go early, and the result stays open until there is
 *       room. The SDK's batch processor waits for that, drops what its own queue does not hold, and
 *       counts it, as it does with a slow exporter of its own;
 *   <li>beyond twice the bound, which takes an SDK that does not wait, they are refused.
 * </ul>
 */
final class HeldQueue {

  private final int maxSpans;
  private final Deque<Held> entries = new ArrayDeque<>();
  private final Deque<CompletableResultCode> waitingForRoom = new ArrayDeque<>();

  /** Of all spans, also of those that were taken and are not done. */
  private int spans;

  private int takenSpans;
  private int calls;
  private long refusedSpans;
  private boolean isClosed;

  /** Whether a thread takes what is held, and whether it is at something that it took. */
  private boolean isServed;

  private boolean isBusy;

  /** The thread that takes, while it waits elsewhere and may be interrupted. */
  private Thread waitingElsewhere;

  HeldQueue(int maxSpans) {
    this.maxSpans = maxSpans;
  }

  // For threads of the application.

  synchronized CompletableResultCode add(HeldBatch batch) {
    if (isClosed || spans >= 2 * maxSpans) {
      refusedSpans += batch.size();
      return CompletableResultCode.ofFailure();
    }
    spans += batch.size();
    put(batch);
    if (!isOver()) {
      return CompletableResultCode.ofSuccess();
    }
    CompletableResultCode room = new CompletableResultCode();
    waitingForRoom.add(room);
    return room;
  }

  /** Puts a call behind what is held; false if nothing is. */
  synchronized boolean addCall(HeldCall call) {
    if (isIdle()) {
      return false;
    }
    calls++;
    put(call);
    return true;
  }

  /** Whether nothing is held or being exported. */
  synchronized boolean isIdle() {
    return entries.isEmpty() && !isBusy;
  }

  /** Accepts no more spans; the service ends when nothing is held. */
  synchronized void close() {
    isClosed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return isClosed;
  }

  /** Whether the caller has to see to it that a thread takes what is held: nobody does yet. */
  synchronized boolean claimService() {
    boolean isClaimed = !isServed && !entries.isEmpty();
    isServed |= isClaimed;
    return isClaimed;
  }

  synchronized void endService() {
    isServed = false;
  }

  synchronized int heldSpans() {
    return spans;
  }

  synchronized long refusedSpans() {
    return refusedSpans;
  }

  // For the thread that takes what is held.

  /** Waits for something to be held; null if the service ends: there was nothing for long. */
  synchronized Held head(long idleNanos) {
    long beginNanos = System.nanoTime();
    while (entries.isEmpty()) {
      long leftNanos = idleNanos - (System.nanoTime() - beginNanos);
      if (leftNanos <= 0 || isClosed) {
        isServed = false;
        return null;
      }
      pause(leftNanos);
    }
    return entries.peek();
  }

  /** Takes the oldest; to be followed by {@link #done}. */
  synchronized void takeHead() {
    isBusy = true;
    Held head = entries.remove();
    if (head instanceof HeldBatch batch) {
      takenSpans = batch.size();
    } else {
      calls--;
    }
  }

  /** Takes further single spans, for as long as they are due, until there are so many. */
  synchronized void takeSingles(List<HeldBatch> taken, int max, Predicate<HeldBatch> isDue) {
    while (taken.size() < max
        && entries.peek() instanceof HeldBatch batch
        && batch.isSingle()
        && isDue.test(batch)) {
      taken.add(batch);
      entries.remove();
      takenSpans++;
    }
  }

  /** What was taken is exported, or has failed to be. */
  void done() {
    List<CompletableResultCode> room = new ArrayList<>();
    synchronized (this) {
      isBusy = false;
      spans -= takenSpans;
      takenSpans = 0;
      if (!isOver()) {
        room.addAll(waitingForRoom);
        waitingForRoom.clear();
      }
    }
    room.forEach(CompletableResultCode::succeed);
  }

  /** Whether there are so many spans that they must not wait. */
  synchronized boolean isOver() {
    return spans > maxSpans;
  }

  /** Whether the agent should be asked soon: somebody waits, or much is held already. */
  synchronized boolean isUrgent() {
    return calls > 0 || spans > maxSpans / 4;
  }

  /** Waits until the state changes, or for that long. */
  synchronized void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1));
    } catch (InterruptedException e) {
      // Whoever it was: the caller looks again.
    }
  }

  /** When the last of the batches came that are held. */
  synchronized long newestNanos(long otherwiseNanos) {
    for (Held held : (Iterable<Held>) entries::descendingIterator) {
      if (held instanceof HeldBatch batch) {
        return batch.nanoTime();
      }
    }
    return otherwiseNanos;
  }

  /** The calling thread is interrupted from now on when spans must wait no more. */
  synchronized void waitElsewhere() {
    waitingElsewhere = Thread.currentThread();
    if (isOver()) {
      waitingElsewhere.interrupt();
    }
  }

  /** The calling thread is not interrupted any more, and has no interrupt left over. */
  synchronized void waitedElsewhere() {
    waitingElsewhere = null;
    Thread.interrupted();
  }

  /** Whoever waits for a turn, looks again. */
  synchronized void wake() {
    notifyAll();
    if (waitingElsewhere != null) {
      waitingElsewhere.interrupt();
    }
  }

  private void put(Held held) {
    entries.add(held);
    if (entries.size() == 1 || isUrgent()) {
      notifyAll();
    }
    if (isOver() && waitingElsewhere != null) {
      waitingElsewhere.interrupt();
    }
  }
}
