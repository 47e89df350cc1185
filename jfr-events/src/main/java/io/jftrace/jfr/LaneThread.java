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

  private String nativeName;
  private volatile boolean ended;

  LaneThread(String nativeName) {
    super(null, null, LaneNames.PREFIX + nativeName, STACK_SIZE_BYTES, false);
    this.nativeName = nativeName;
    setDaemon(true);
  }

  /** Follows the native thread's name: a new one still has its maker's when it is first seen. */
  void follow(String newName) {
    if (!newName.equals(nativeName)) {
      nativeName = newName;
      setName(LaneNames.PREFIX + newName);
    }
  }

  @Override
  public void run() {
    while (!ended) {
      LockSupport.park(this);
    }
  }

  void end() {
    ended = true;
    LockSupport.unpark(this);
  }
}
