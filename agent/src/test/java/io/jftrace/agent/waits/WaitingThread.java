// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.source.ProcTasks;
import io.jftrace.timeline.waits.FutexUse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A thread that waits in one way until it is interrupted, or what it waits for is let go. */
final class WaitingThread extends Thread {

  interface Wait {
    void on(WaitingThread self) throws InterruptedException;
  }

  /** A way to wait, with the futex that HotSpot uses. */
  record Way(String name, FutexUse use, State state, Wait begin) {}

  /** To be held while threads wait for them. */
  static final ReentrantLock LOCK_HELD = new ReentrantLock();

  static final Object MONITOR_HELD = new Object();

  private static final long LONG_MILLIS = 600_000;
  private static final long LONG_NANOS = LONG_MILLIS * 1_000_000;

  static final Way SLEEPING =
      new Way("sleep", FutexUse.SLEEP, State.TIMED_WAITING, self -> Thread.sleep(LONG_MILLIS));

  static final List<Way> WAYS =
      List.of(
          SLEEPING,
          parks("park", State.WAITING, self -> LockSupport.park()),
          parks("parkNanos", State.TIMED_WAITING, self -> LockSupport.parkNanos(self, LONG_NANOS)),
          parks(
              "parkUntil",
              State.TIMED_WAITING,
              self -> LockSupport.parkUntil(System.currentTimeMillis() + LONG_MILLIS)),
          parks("lock", State.WAITING, self -> LOCK_HELD.lockInterruptibly()),
          parks("condition", State.WAITING, WaitingThread::await),
          parks("queue", State.WAITING, self -> new LinkedBlockingQueue<String>().take()),
          parks("latch", State.WAITING, self -> new CountDownLatch(1).await()),
          new Way("enter", FutexUse.MONITOR, State.BLOCKED, WaitingThread::enter),
          new Way("wait", FutexUse.MONITOR, State.WAITING, self -> self.waitOn(0)),
          new Way(
              "wait(ms)", FutexUse.MONITOR, State.TIMED_WAITING, self -> self.waitOn(LONG_MILLIS)));

  private final Way way;
  private volatile int tid;
  private volatile boolean done;
  private volatile Runnable atEnd = () -> {};

  WaitingThread(Way way) {
    this.way = way;
    setDaemon(true);
  }

  /** The futex that it waits for; waits itself until it does. */
  long futex() throws IOException, InterruptedException {
    long futex = 0;
    while (futex == 0) {
      if (tid > 0 && getState() == way.state) {
        long seen = TaskFutex.address(tid);
        futex = getState() == way.state ? seen : 0;
      }
      Thread.sleep(1);
    }
    return futex;
  }

  /** The kernel's id, once it waits. */
  int tid() {
    return tid;
  }

  /** Has this run by the thread when it ends. */
  void atEnd(Runnable task) {
    atEnd = task;
  }

  Way way() {
    return way;
  }

  void finish() throws InterruptedException {
    done = true;
    interrupt();
    join();
  }

  @Override
  public void run() {
    try {
      tid = ProcTasks.currentTid();
      while (!done) {
        way.begin().on(this);
      }
    } catch (InterruptedException | IOException e) {
      // The end.
    }
    atEnd.run();
  }

  private static Way parks(String name, State state, Wait wait) {
    return new Way(name, FutexUse.PARK, state, wait);
  }

  private static void await(WaitingThread self) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    lock.lock();
    try {
      while (!self.done) {
        condition.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void enter(WaitingThread self) throws InterruptedException {
    synchronized (MONITOR_HELD) {
      self.done = true;
    }
  }

  private synchronized void waitOn(long millis) throws InterruptedException {
    while (!done) {
      wait(millis);
    }
  }
}
