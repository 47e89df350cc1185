// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whose turn it is to be exported: what the agent's timeline has passed, or has waited enough. */
final class Turn {

  /** A span is so old before the agent is asked to make haste: it reads that often by itself. */
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final HeldQueue queue;
  private final HookFinder finder;
  private final long holdNanos;
  private final ExitFlush exit;

  /** The agent has answered for all spans until then. Only for the thread that exports. */
  private long passedNanos = System.nanoTime();

  Turn(HeldQueue queue, HookFinder finder, Duration hold, ExitFlush exit) {
    this.queue = queue;
    this.finder = finder;
    this.holdNanos = hold.toNanos();
    this.exit = exit;
  }

  /** Waits for the turn of the oldest batch. */
  void await(HeldBatch head) {
    while (!isDue(head)) {
      long ageNanos = System.nanoTime() - head.nanoTime();
      if (ageNanos < PACE_NANOS && !queue.isUrgent()) {
        queue.pause(Math.min(PACE_NANOS, holdNanos) - ageNanos);
      } else if (isInVain(head.nanoTime())) {
        return;
      }
    }
  }

  /** Whether a batch need not wait. */
  boolean isDue(HeldBatch batch) {
    return batch.nanoTime() - passedNanos <= 0
        || System.nanoTime() - batch.nanoTime() >= holdNanos
        || queue.isOver()
        || exit.isOver()
        || finder.openOrNull() == null;
  }

  /** Asks the agent, at once for all that is held now. */
  private boolean isInVain(long headNanos) {
    AgentHook hook = finder.openOrNull();
    if (hook == null) {
      return true;
    }
    long newestNanos = queue.newestNanos(headNanos);
    queue.waitElsewhere();
    try {
      // Only now: whatever shortens it has been seen, or interrupts.
      if (!hook.await(newestNanos, timeoutNanos(headNanos))) {
        return true;
      }
      passedNanos = newestNanos;
    } catch (InterruptedException e) {
      // Some are due by now.
    } finally {
      queue.waitedElsewhere();
    }
    return false;
  }

  private long timeoutNanos(long headNanos) {
    return Math.min(holdNanos - (System.nanoTime() - headNanos), exit.answersNanos());
  }
}
