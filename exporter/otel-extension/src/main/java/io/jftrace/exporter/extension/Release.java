// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes what is held when its turn comes, and passes it on, in a thread that is there while there
 * is something to do.
 */
final class Release {

  static final String THREAD_NAME = "jftrace-spans-held";

  /** Longer than the SDK's batch processor waits between two batches. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * Single spans are exported together: one after the other, they would take longer than the SDK's
   * simple processor does, which waits for none. So many are a batch of the SDK's by default.
   */
  private static final int MAX_SINGLES = 512;

  private final HeldQueue queue;
  private final Turn turn;
  private final Delivery delivery;
  private final ExitFlush exit;

  Release(HeldQueue queue, Turn turn, Delivery delivery, ExitFlush exit) {
    this.queue = queue;
    this.turn = turn;
    this.delivery = delivery;
    this.exit = exit;
  }

  /** To be called after something was put into the queue. */
  void ensureRunning() {
    if (!queue.claimService()) {
      return;
    }
    Thread hook = null;
    try {
      hook = exit.register();
      Thread thread = new Thread(null, serviceUntilIdle(hook), THREAD_NAME, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(Release.class.getClassLoader());
      thread.start();
    } catch (RuntimeException | Error e) {
      // No memory for a thread, perhaps; the next export tries again.
      exit.remove(hook);
      queue.endService();
    }
  }

  private Runnable serviceUntilIdle(Thread hook) {
    return () -> {
      try {
        serve();
      } finally {
        exit.remove(hook);
      }
    };
  }

  private void serve() {
    try {
      for (Held head = queue.head(IDLE_NANOS); head != null; head = queue.head(IDLE_NANOS)) {
        if (head instanceof HeldBatch batch) {
          turn.await(batch);
        }
        release(head);
      }
    } catch (RuntimeException | Error e) {
      // No memory, perhaps; what is still held goes with the next export.
      queue.endService();
    }
  }

  private void release(Held head) {
    queue.takeHead();
    try {
      if (head instanceof HeldBatch batch) {
        delivery.deliver(withSingles(batch));
      } else if (head instanceof HeldCall call) {
        call.call().run();
      }
    } finally {
      queue.done();
    }
  }

  private List<HeldBatch> withSingles(HeldBatch head) {
    List<HeldBatch> batches = new ArrayList<>();
    batches.add(head);
    if (head.isSingle()) {
      queue.takeSingles(batches, MAX_SINGLES, turn::isDue);
    }
    return batches;
  }
}
