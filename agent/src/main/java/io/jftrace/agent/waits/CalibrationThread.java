// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.source.ProcTasks;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Waits in each of several ways, one after the other, until it is told to go on. */
final class CalibrationThread extends Thread {

  /** In this order: an interrupt that comes late must not meet a park. */
  enum Way {
    PARK(State.WAITING),
    PARK_NANOS(State.TIMED_WAITING),
    PARK_UNTIL(State.TIMED_WAITING),
    SLEEP(State.TIMED_WAITING),
    SLEEP_AGAIN(State.TIMED_WAITING),
    ENTER(State.BLOCKED),
    WAIT(State.WAITING),
    WAIT_MILLIS(State.TIMED_WAITING);

    private final State state;

    Way(State state) {
      this.state = state;
    }
  }

  /** Longer than anybody looks at it. */
  private static final long WAIT_MILLIS = 10_000;

  private static final Way LAST = Way.WAIT_MILLIS;

  private final Object held = new Object();
  private final Object notified = new Object();
  private volatile int tid;
  private volatile Way way;
  private volatile Way passed;

  CalibrationThread() {
    super(null, null, "jftrace-calibration", 0, false);
    setDaemon(true);
  }

  /** The monitor that {@link Way#ENTER} enters: to be held until that way has been seen. */
  Object held() {
    return held;
  }

  /** The kernel's id, or 0 if it is not known yet. */
  int tid() {
    return tid;
  }

  boolean waits(Way expected) {
    return way == expected && getState() == expected.state;
  }

  /** Ends the wait in one way. For {@link Way#ENTER} the monitor has to be left as well. */
  void pass(Way seen) {
    passUntil(seen);
    if (seen == Way.SLEEP || seen == Way.SLEEP_AGAIN) {
      interrupt();
    }
  }

  /** Ends the wait, whichever it is in, and has none follow. */
  void end() {
    passUntil(LAST);
    interrupt();
  }

  private void passUntil(Way last) {
    synchronized (notified) {
      passed = last;
      notified.notifyAll();
    }
    LockSupport.unpark(this);
  }

  @Override
  public void run() {
    try {
      tid = ProcTasks.currentTid();
      for (Way next : Way.values()) {
        way = next;
        while (!isPassed(next)) {
          waitOnce(next);
        }
      }
    } catch (IOException e) {
      // Nobody will see it wait.
    }
  }

  private boolean isPassed(Way how) {
    Way last = passed;
    return last != null && last.compareTo(how) >= 0;
  }

  private void waitOnce(Way how) {
    try {
      switch (how) {
        case PARK -> LockSupport.park();
        case PARK_NANOS -> LockSupport.parkNanos(WAIT_MILLIS * 1_000_000);
        case PARK_UNTIL -> LockSupport.parkUntil(System.currentTimeMillis() + WAIT_MILLIS);
        case SLEEP, SLEEP_AGAIN -> Thread.sleep(WAIT_MILLIS);
        case ENTER -> enter();
        case WAIT -> await(how, 0);
        case WAIT_MILLIS -> await(how, WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      // The end of a sleep; or of what comes behind it, which begins again.
    }
  }

  private void enter() {
    synchronized (held) {
      // Is left at once.
    }
  }

  private void await(Way how, long timeoutMillis) throws InterruptedException {
    synchronized (notified) {
      while (!isPassed(how)) {
        notified.wait(timeoutMillis);
      }
    }
  }
}
