// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes waits as they happen. */
final class Truth {

  /** What waits. */
  interface Call {
    void run() throws Exception;
  }

  /** Runs what waits, and notes it. */
  interface Around {
    void call(Call wait) throws Exception;
  }

  /** A time in which another thread waits once for this reason. */
  final class Open {

    private final WaitEvent event = new WaitEvent();
    private long beginNanos;

    private Open() {
      event.begin();
    }

    /** From now on it waits, if it does not yet. */
    void waits() {
      beginNanos = System.nanoTime();
    }

    void end(Kind kind, String thread) {
      long endNanos = System.nanoTime();
      event.end();
      note(event, kind, thread, beginNanos, endNanos, -1, 0);
    }
  }

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Queue<TrueWait> waits = new ConcurrentLinkedQueue<>();

  void around(Kind kind, Call call) throws Exception {
    WaitEvent event = new WaitEvent();
    long delayNanos = RunDelay.currentNanos();
    long cpuNanos = threads.getCurrentThreadCpuTime();
    event.begin();
    long beginNanos = System.nanoTime();
    call.run();
    long endNanos = System.nanoTime();
    event.end();
    long ranNanos = threads.getCurrentThreadCpuTime() - cpuNanos;
    long queuedNanos = RunDelay.currentNanos() - delayNanos;
    String thread = Thread.currentThread().getName();
    note(event, kind, thread, beginNanos, endNanos, ranNanos, queuedNanos);
  }

  Open open() {
    return new Open();
  }

  /** Notes a wait whose event has ended. */
  void note(
      WaitEvent event,
      Kind kind,
      String thread,
      long beginNanos,
      long endNanos,
      long cpuNanos,
      long queuedNanos) {
    event.number = numbers.incrementAndGet();
    event.commit();
    waits.add(
        new TrueWait(
            event.number,
            thread,
            kind.name(),
            kind.reason(),
            beginNanos,
            endNanos,
            cpuNanos,
            queuedNanos,
            kind.inSteps(),
            kind.waker(),
            kind.lockClass(),
            kind.lockOwner(),
            kind.frame()));
  }

  void write(Path file) throws IOException {
    TrueWait.write(waits, file);
  }
}
