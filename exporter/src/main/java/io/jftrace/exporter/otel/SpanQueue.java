// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Spans that wait for their batch: one thread offers, another takes. Neither waits for the other
 * longer than it takes to move a batch; what does not fit is dropped and counted.
 *
 * <p>If somebody tells of the parents' ends, a span waits until those are told that were before its
 * own, or until a flush.
 */
final class SpanQueue {

  private final int maxSize;
  private final int maxBatchSize;
  private final long delayNanos;

  private final Deque<ChildSpan> waiting = new ArrayDeque<>();
  private long oldestNanos;
  private long accepted;
  private long done;

  /** So many of the accepted ones may be taken. */
  private long released = Long.MAX_VALUE;

  private long flushUntil;
  private long dropped;
  private boolean closed;

  SpanQueue(Batching batching) {
    this.maxSize = batching.maxQueueSize();
    this.maxBatchSize = batching.maxBatchSize();
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(batching.scheduleDelayMillis());
  }

  synchronized void offer(ChildSpan span) {
    if (closed || waiting.size() >= maxSize) {
      dropped++;
      return;
    }
    int before = ready();
    waiting.add(span);
    accepted++;
    if (waiting.size() == 1) {
      oldestNanos = System.nanoTime();
    }
    notifyTaker(before);
  }

  /** What was accepted may be taken; what is from now on, only after the next such call. */
  synchronized void release() {
    int before = ready();
    released = accepted;
    notifyTaker(before);
  }

  /** Waits for a batch and takes it; false at the end. */
  synchronized boolean take(List<ChildSpan> batch) throws InterruptedException {
    while (!isBatchDue()) {
      if (ready() == 0) {
        wait();
      } else {
        waitNanos(delayNanos - (System.nanoTime() - oldestNanos));
      }
    }
    int size = Math.min(maxBatchSize, ready());
    for (int i = 0; i < size; i++) {
      batch.add(waiting.remove());
    }
    oldestNanos = System.nanoTime();
    return !batch.isEmpty();
  }

  /** So many of those that were taken are exported, or have failed to be. */
  synchronized void done(int count) {
    done += count;
    notifyAll();
  }

  /** Has all spans taken that wait now, and waits until they are done; false if not in time. */
  synchronized boolean flush(long timeoutNanos) throws InterruptedException {
    long until = accepted;
    flushUntil = until;
    notifyAll();
    long startNanos = System.nanoTime();
    while (done < until) {
      long leftNanos = timeoutNanos - (System.nanoTime() - startNanos);
      if (leftNanos <= 0) {
        return false;
      }
      waitNanos(leftNanos);
    }
    return true;
  }

  /** Nothing is accepted from now on; what waits can be taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Gives up what waits. */
  synchronized void abandon() {
    dropped += waiting.size();
    done += waiting.size();
    waiting.clear();
    notifyAll();
  }

  synchronized long dropped() {
    return dropped;
  }

  private boolean isBatchDue() {
    if (closed || ready() >= maxBatchSize) {
      return true;
    }
    boolean flushed = taken() < flushUntil;
    boolean old = System.nanoTime() - oldestNanos >= delayNanos;
    return ready() > 0 && (flushed || old);
  }

  private long taken() {
    return accepted - waiting.size();
  }

  /** How many may be taken now. */
  private int ready() {
    long until = closed ? accepted : Math.max(released, flushUntil);
    return (int) (Math.min(accepted, until) - taken());
  }

  /** The taker needs to know when to wake up, and when a batch is full; no more often. */
  private void notifyTaker(int readyBefore) {
    int ready = ready();
    boolean isFirst = readyBefore == 0 && ready > 0;
    if (isFirst || (readyBefore < maxBatchSize && ready >= maxBatchSize)) {
      notifyAll();
    }
  }

  private void waitNanos(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1));
  }
}
