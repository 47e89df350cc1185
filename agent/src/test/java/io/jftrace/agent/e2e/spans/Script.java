// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What a request does, whether somebody makes a span of it or not. */
final class Script {

  static final int LOCK_MILLIS = 100;
  static final int SLEEP_MILLIS = 50;
  static final int COMPUTE_MILLIS = 60;

  private static final int FILE_BYTES = 8 << 20;

  /** Its parts, in their order. */
  enum Step {
    LOCK,
    SLEEP,
    FSYNC,
    COMPUTE
  }

  /** Something that takes its time. */
  interface Work {
    void run() throws Exception;
  }

  /** Runs a work; the other thread's. */
  interface Around {
    void call(Work work) throws Exception;
  }

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Path file;
  private final Around holder;

  /**
   * @param file what is written and synced
   * @param holder around the time in which another thread holds the lock
   */
  Script(Path file, Around holder) {
    this.file = file;
    this.holder = holder;
  }

  /** Prepared outside of a step: a thread that holds a lock for a while. */
  interface Lock extends AutoCloseable {
    void enter() throws Exception;

    @Override
    void close() throws Exception;
  }

  void step(Step step, Lock lock) throws Exception {
    switch (step) {
      case LOCK -> lock.enter();
      case SLEEP -> Thread.sleep(SLEEP_MILLIS);
      case FSYNC -> fsync();
      case COMPUTE -> compute();
    }
  }

  /** Begins to be held with this call, until {@link #LOCK_MILLIS} after it is asked for. */
  Lock heldLock() throws InterruptedException {
    Object monitor = new Object();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch wanted = new CountDownLatch(1);
    Thread thread = new Thread(() -> hold(monitor, held, wanted), "holder");
    thread.start();
    held.await();
    return new Lock() {
      @Override
      public void enter() {
        wanted.countDown();
        synchronized (monitor) {
          // Only to be entered.
        }
      }

      @Override
      public void close() throws InterruptedException {
        thread.join();
      }
    };
  }

  private void hold(Object monitor, CountDownLatch held, CountDownLatch wanted) {
    try {
      holder.call(
          () -> {
            synchronized (monitor) {
              held.countDown();
              wanted.await();
              Thread.sleep(LOCK_MILLIS);
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void fsync() throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.write(ByteBuffer.allocateDirect(FILE_BYTES));
      channel.force(true);
    }
  }

  /** For a fixed time of its own on a CPU, while there are twice as many threads as CPUs. */
  private void compute() throws InterruptedException {
    try (Spinners spinners = new Spinners(2 * Runtime.getRuntime().availableProcessors())) {
      long endNanos = threads.getCurrentThreadCpuTime() + COMPUTE_MILLIS * 1_000_000L;
      long value = 1;
      while (threads.getCurrentThreadCpuTime() < endNanos || value == 0) {
        value = Spinners.compute(value);
      }
    }
  }
}
