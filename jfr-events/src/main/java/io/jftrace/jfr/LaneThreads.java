// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.VirtualThreads;
import java.util.HashMap;
import java.util.Map;

/**
 * The Java thread that stands for each thread on its lane: itself, or a {@link LaneThread} for one
 * that is not Java's, which is started with the first event of it. For the reader's thread.
 */
final class LaneThreads implements AutoCloseable {

  private static final int MAX_THREADS = 64;

  private final Map<TracedThread, LaneThread> lanes = new HashMap<>();
  private int max = MAX_THREADS;

  /**
   * Puts an event on the lane of a thread, or of the virtual thread that was mounted on it.
   *
   * @param timeNanos at which it was, if one was
   */
  void put(LaneEvent event, TracedThread thread, long timeNanos) {
    put(event, thread, thread.mountedAt(timeNanos));
  }

  /**
   * Puts an event on the lane of a thread, or of a virtual one.
   *
   * @param virtual that was mounted on it; null if none was
   */
  void put(LaneEvent event, TracedThread thread, Thread virtual) {
    Thread lane = virtual == null ? of(thread) : virtual;
    event.lane = lane;
    event.thread = lane;
    event.tid = thread.tid();
    if (virtual == null) {
      event.threadName = thread.name();
    } else {
      event.threadName = VirtualThreads.nameOf(virtual);
      event.carrierThread = thread.javaThread();
    }
  }

  /** The thread that ended a wait, the virtual one if one was mounted on it; or null. */
  static Thread waker(OffCpuInterval interval) {
    TracedThread waker = interval.waker();
    return waker == null ? null : waker.javaThreadAt(interval.queuedNanos());
  }

  /** Null if there are too many, and for a thread that has ended without ever having had one. */
  private Thread of(TracedThread thread) {
    Thread javaThread = thread.javaThread();
    if (javaThread != null) {
      return javaThread;
    }
    LaneThread lane = lanes.get(thread);
    if (lane == null) {
      boolean refused = thread.ended() || lanes.size() >= max;
      return refused ? null : started(thread, new LaneThread(thread.name()));
    }
    if (lane.isOutdated(thread.name())) {
      lane.end();
      return started(thread, lane.next(thread.name()));
    }
    return lane;
  }

  private LaneThread started(TracedThread thread, LaneThread lane) {
    try {
      lane.start();
    } catch (OutOfMemoryError e) {
      // No more threads can be had: leave what there is to the application.
      lanes.remove(thread);
      max = lanes.size();
      return null;
    }
    lanes.put(thread, lane);
    return lane;
  }

  /** Ends those that no further event can be put on; to be called now and then. */
  void retire() {
    lanes
        .entrySet()
        .removeIf(
            entry -> {
              TracedThread thread = entry.getKey();
              boolean over = thread.ended() || thread.javaThread() != null;
              if (over) {
                entry.getValue().end();
              }
              return over;
            });
  }

  /** Ends all. */
  @Override
  public void close() {
    lanes.values().forEach(LaneThread::end);
    lanes.clear();
    max = MAX_THREADS;
  }
}
