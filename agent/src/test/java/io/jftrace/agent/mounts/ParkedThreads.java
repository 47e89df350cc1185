// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Live threads that do nothing: they stand for carriers and for virtual threads. */
public final class ParkedThreads implements AutoCloseable {

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /** Another one, which lives until the end of all. */
  public Thread another() {
    Thread thread = new Thread(this::stay);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
    return thread;
  }

  /** So many more. */
  public List<Thread> some(int count) {
    List<Thread> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(another());
    }
    return made;
  }

  private void stay() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends them all. */
  public void end() throws InterruptedException {
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    end.countDown();
  }
}
