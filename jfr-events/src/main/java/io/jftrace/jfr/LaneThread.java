// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.LaneNames;
import java.util.concurrent.locks.LockSupport;

/**
 * A Java thread that does nothing but give a thread that is not Java's a lane: JFR's API takes Java
 * threads only, and tools put an event on a thread's lane by it.
 */
final class LaneThread extends Thread {

  /** Reserved, hardly touched; enough for what runs when a thread ends. */
  private static final long STACK_SIZE_BYTES = 128 << 10;

  private final String nativeName;
  private final boolean isSecond;
  private volatile boolean ended;

  private LaneThread(String nativeName, boolean isSecond) {
    super(rootGroup(), null, LaneNames.PREFIX + nativeName, STACK_SIZE_BYTES, false);
    this.nativeName = nativeName;
    this.isSecond = isSecond;
    setDaemon(true);
  }

  LaneThread(String nativeName) {
    this(nativeName, false);
  }

  /**
   * Whether the native thread should have another one: it still had its maker's name when it was
   * first seen. Not this one under another name, as a recording keeps the first; and once only, as
   * there are threads that rename themselves all the time.
   */
  boolean isOutdated(String newName) {
    return !isSecond && !newName.equals(nativeName);
  }

  LaneThread next(String newName) {
    return new LaneThread(newName, true);
  }

  @Override
  public void run() {
    while (!ended) {
      LockSupport.park(this);
      // Whoever interrupts all threads: park() would return at once as long as the flag is set.
      Thread.interrupted();
    }
  }

  void end() {
    ended = true;
    LockSupport.unpark(this);
  }

  /** An application that interrupts or lists its own group does not meet them there. */
  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
