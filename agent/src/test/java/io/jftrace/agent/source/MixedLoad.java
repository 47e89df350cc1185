// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Threads that compute, sleep, contend, hand over, yield and write to the disk, until closed. */
final class MixedLoad implements AutoCloseable {

  private interface Work {
    void once() throws Exception;
  }

  private final List<Thread> threads = new ArrayList<>();
  private final Object lock = new Object();
  private final BlockingQueue<Integer> queue = new SynchronousQueue<>();
  private final FileChannel file;
  private final Path path;
  private volatile boolean stopped;
  private volatile double blackhole;

  MixedLoad() throws IOException {
    path = Files.createTempFile("jftrace-load", ".bin");
    file = FileChannel.open(path, StandardOpenOption.WRITE);
    for (int i = 0; i < 3; i++) {
      start("busy-" + i, () -> compute(200_000));
      start("locker-" + i, this::contend);
    }
    start("sleeper-0", () -> Thread.sleep(7));
    start("sleeper-1", () -> Thread.sleep(0, 300_000));
    start("giver", () -> queue.offer(1, 10, TimeUnit.MILLISECONDS));
    start("taker", () -> queue.poll(10, TimeUnit.MILLISECONDS));
    start("syncer", this::sync);
    start("yielder", this::yieldOften);
  }

  private void start(String name, Work work) {
    Thread thread = new Thread(() -> run(work), "load-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void run(Work work) {
    try {
      while (!stopped) {
        work.once();
      }
    } catch (Exception e) {
      if (!stopped) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void compute(int n) {
    double x = blackhole;
    for (int i = 0; i < n; i++) {
      x += Math.sqrt(i);
    }
    blackhole = x;
  }

  private void contend() throws InterruptedException {
    synchronized (lock) {
      compute(2_000);
    }
    Thread.sleep(1);
  }

  private void sync() throws InterruptedException {
    try {
      file.write(ByteBuffer.allocate(4096), 0);
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.sleep(5);
  }

  @SuppressWarnings("ThreadPriorityCheck") // Yields are part of the mix.
  private void yieldOften() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      Thread.yield();
    }
    Thread.sleep(3);
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(5_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    file.close();
    Files.delete(path);
  }
}
