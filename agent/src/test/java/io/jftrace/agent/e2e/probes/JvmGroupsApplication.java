// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/** Does a known number of times what each of the JVM's groups of probes is for. */
final class JvmGroupsApplication {

  static final int TIMES = 10;
  static final int CLASSES = 20;
  static final String THREAD = "grouped-0";
  static final String WINDOW = "window";
  static final String COLLECT = "collect";
  static final String UNPARK = "unpark";
  static final String STARTED = "started-";
  static final String WAITER = "waiter-";
  static final String CONTENDER = "contender-";

  /** Of times that nothing else has. */
  static final int SLEEP_MILLIS = 7;

  static final int PARK_NANOS = 1_234_567;
  static final int WAIT_MILLIS = 123_456;

  /** As many as make the first compiler compile a method. */
  private static final int CALLS = 3_000;

  /** Of this class the probes tell the name. */
  static final class Lock {
    private boolean isReleased;
  }

  /** One that cannot be used. */
  static final class Failing {

    static final Object VALUE = fail();

    private Failing() {}

    private static Object fail() {
      throw new IllegalStateException("as it shall");
    }
  }

  private JvmGroupsApplication() {}

  public static void main(String[] args) throws Exception {
    OwnRecording.of(
        args,
        () ->
            OwnRecording.onThreads(
                1, "grouped", () -> CallEvent.around(WINDOW, 0, JvmGroupsApplication::work)));
  }

  private static long work() throws Exception {
    long result = classes();
    for (int i = 0; i < TIMES; i++) {
      CallEvent.around(COLLECT, i, JvmGroupsApplication::collect);
      threads(i);
      Lock lock = new Lock();
      waitAndNotify(lock, i);
      contend(lock, i);
    }
    return result;
  }

  /** All are garbage after it. */
  private static long classes() throws Exception {
    ManyClasses classes = new ManyClasses();
    long sum = 0;
    for (int i = 1; i <= CLASSES; i++) {
      IntUnaryOperator loaded = classes.load(i);
      for (int call = 0; call < CALLS; call++) {
        sum += loaded.applyAsInt(call);
      }
    }
    try {
      return sum + Failing.VALUE.hashCode();
    } catch (ExceptionInInitializerError e) {
      return sum;
    }
  }

  private static long collect() {
    System.gc();
    return 0;
  }

  @SuppressWarnings("ThreadPriorityCheck") // Yielding is what is counted.
  private static void threads(int number) throws Exception {
    Thread thread = new Thread(() -> {}, STARTED + number);
    thread.setDaemon(number % 2 == 0);
    thread.start();
    thread.join();
    Thread.sleep(SLEEP_MILLIS);
    Thread.yield();
    CallEvent.around(
        UNPARK,
        number,
        () -> {
          LockSupport.unpark(Thread.currentThread());
          // Returns at once.
          LockSupport.parkNanos(PARK_NANOS);
          return 0;
        });
  }

  private static void waitAndNotify(Lock lock, int number) throws Exception {
    Thread waiter = new Thread(() -> waitFor(lock), WAITER + number);
    waiter.start();
    awaitState(waiter, Thread.State.TIMED_WAITING);
    synchronized (lock) {
      lock.isReleased = true;
      if (number % 2 == 0) {
        lock.notify();
      } else {
        lock.notifyAll();
      }
    }
    waiter.join();
  }

  private static void waitFor(Lock lock) {
    synchronized (lock) {
      while (!lock.isReleased) {
        try {
          lock.wait(WAIT_MILLIS);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static void contend(Lock lock, int number) throws Exception {
    Thread contender = new Thread(() -> waitFor(lock), CONTENDER + number);
    synchronized (lock) {
      contender.start();
      awaitState(contender, Thread.State.BLOCKED);
    }
    contender.join();
  }

  /** Neither sleeps nor yields, which are counted. */
  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      Thread.onSpinWait();
    }
  }
}
