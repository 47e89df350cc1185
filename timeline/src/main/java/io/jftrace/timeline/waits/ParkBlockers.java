// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.WaitReason;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** What the class of the object that a thread is parked on says about why it waits. */
public final class ParkBlockers {

  private static final String CONCURRENT = "java.util.concurrent.";

  /** Held by the classes themselves, so that none of them is kept. */
  private static final ClassValue<WaitReason> REASONS =
      new ClassValue<>() {
        @Override
        protected WaitReason computeValue(Class<?> blocker) {
          return find(blocker);
        }
      };

  private ParkBlockers() {}

  /** Lock, queue or park; park if the blocker is null. */
  public static WaitReason reasonOf(Class<?> blocker) {
    return blocker == null ? WaitReason.PARK : REASONS.get(blocker);
  }

  /** As far as the name tells: of classes outside of the JDK it is park. */
  public static WaitReason reasonOf(String className) {
    if (className == null || !className.startsWith(CONCURRENT)) {
      return WaitReason.PARK;
    }
    boolean lock =
        className.startsWith(CONCURRENT + "locks.Reentrant")
            || className.startsWith(CONCURRENT + "locks.StampedLock");
    return lock ? WaitReason.LOCK : WaitReason.QUEUE;
  }

  private static WaitReason find(Class<?> blocker) {
    if (isLock(blocker)) {
      return WaitReason.LOCK;
    }
    boolean synchronizer =
        AbstractQueuedSynchronizer.class.isAssignableFrom(blocker)
            || AbstractQueuedLongSynchronizer.class.isAssignableFrom(blocker);
    if (synchronizer) {
      return isLock(enclosing(blocker)) ? WaitReason.LOCK : WaitReason.QUEUE;
    }
    return reasonOf(blocker.getName());
  }

  private static boolean isLock(Class<?> type) {
    return type != null
        && (Lock.class.isAssignableFrom(type)
            || ReadWriteLock.class.isAssignableFrom(type)
            || type == StampedLock.class);
  }

  private static Class<?> enclosing(Class<?> type) {
    try {
      return type.getEnclosingClass();
    } catch (LinkageError e) {
      // Its class file names an outer class that is not there.
      return null;
    }
  }
}
