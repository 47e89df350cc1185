// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Pauses of the JVM, for who causes them and for a thread that is stopped by them. */
final class PauseKinds {

  private static final long STOPPED_NANOS = 1_000_000;
  private static final int STACK_DEPTH = 800;

  private PauseKinds() {}

  /** Garbage collections: the more lives on the heap, the longer. */
  static void collect(Truth truth, Profile profile) throws Exception {
    List<Object> live = new ArrayList<>();
    for (int i = 0; i < profile.liveObjects(); i++) {
      live.add(new int[2]);
    }
    Kind asking = Kind.of("system-gc", "gc", "");
    Stage stage = new Stage(truth, profile);
    addPauses(
        stage,
        Kind.of("stopped-for-gc", "gc", ""),
        () -> truth.around(asking, PauseKinds::collectGarbage),
        () -> {});
    stage.play();
    if (live.size() != profile.liveObjects()) {
      throw new IllegalStateException("not so many live");
    }
  }

  /** It is the pause that is wanted. */
  private static void collectGarbage() {
    Runtime.getRuntime().gc();
  }

  /** Thread dumps: the more threads with deep stacks, the longer. */
  static void dump(Truth truth, Profile profile) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    List<Thread> deep = new ArrayList<>();
    for (int i = 0; i < profile.deepThreads(); i++) {
      deep.add(new Thread(() -> descend(STACK_DEPTH, over), "deep-" + i));
    }
    deep.forEach(Thread::start);
    Stage stage = new Stage(truth, profile);
    Kind asking = Kind.of("thread-dump", "safepoint", "");
    addPauses(
        stage,
        Kind.of("stopped-for-dump", "safepoint", ""),
        () -> truth.around(asking, PauseKinds::dumpThreads),
        // What large dumps allocate is not to be collected during the next.
        profile == Profile.SAMPLED ? PauseKinds::collectGarbage : () -> {});
    stage.play();
    over.countDown();
    for (Thread thread : deep) {
      thread.join();
    }
  }

  private static void dumpThreads() {
    if (ManagementFactory.getThreadMXBean().dumpAllThreads(false, false).length == 0) {
      throw new IllegalStateException("no threads");
    }
  }

  private static void descend(int depth, CountDownLatch over) {
    if (depth > 0) {
      descend(depth - 1, over);
      return;
    }
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void addPauses(
      Stage stage, Kind stopped, Truth.Call pause, Truth.Call afterwards) {
    AtomicBoolean running = new AtomicBoolean();
    stage.pair(
        stopped,
        around -> spin(stage.truth, stopped, running),
        meanwhile -> {
          running.set(true);
          meanwhile.run();
          pause.run();
          running.set(false);
          afterwards.run();
        });
  }

  /** Where the clock jumps it was stopped, or its CPU was taken from it. */
  private static void spin(Truth truth, Kind kind, AtomicBoolean running) throws IOException {
    WaitEvent event = new WaitEvent();
    long delayNanos = RunDelay.currentNanos();
    event.begin();
    long thenNanos = System.nanoTime();
    while (running.get()) {
      long nowNanos = System.nanoTime();
      if (nowNanos - thenNanos >= STOPPED_NANOS) {
        event.end();
        long queuedNanos = RunDelay.currentNanos() - delayNanos;
        String thread = Thread.currentThread().getName();
        truth.note(event, kind, thread, thenNanos, nowNanos, -1, queuedNanos);
        delayNanos += queuedNanos;
        event = new WaitEvent();
      }
      event.begin();
      thenNanos = System.nanoTime();
    }
  }
}
