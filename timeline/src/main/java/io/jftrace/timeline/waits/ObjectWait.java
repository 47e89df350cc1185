// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.WaitReason;

/**
 * Whether a thread is in Object.wait. HotSpot waits for the signal first, and then for the monitor,
 * on the same futex (ObjectMonitor::wait in objectMonitor.cpp, JDK 17 and 25).
 */
final class ObjectWait {

  private boolean inside;
  private boolean signalled;

  /**
   * Whether the thread may have entered it without an event that said so, as it may have before
   * tracing began. One that is created later makes its first system calls before any Java code.
   */
  private boolean uncertain = true;

  void entered() {
    inside = true;
    signalled = false;
    uncertain = false;
  }

  void exited() {
    inside = false;
    uncertain = false;
  }

  /** The thread asks the kernel for what Object.wait does not. */
  void elsewhere() {
    uncertain = false;
  }

  void forget() {
    inside = false;
    uncertain = true;
  }

  /** Whether the end of a wait on the monitor's futex changes what the next one is for. */
  boolean awaitsSignal() {
    return uncertain || (inside && !signalled);
  }

  /** A wait on the monitor's futex ended, with the signal or in time. */
  void signalled() {
    signalled = true;
    uncertain = false;
  }

  /** What a wait on the monitor's futex is for; null if that is not known. */
  WaitReason reason() {
    if (uncertain) {
      return null;
    }
    return inside && !signalled ? WaitReason.QUEUE : WaitReason.LOCK;
  }
}
