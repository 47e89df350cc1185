// SPDX-License-Identifier: Apache-2.0
package io.jftrace.hook;

import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What instrumented classes of the JDK call when a thread ends, and about threads that have ended.
 * Lives in {@code java.lang}, so that they find it; knows nothing but functions that the agent
 * sets.
 */
public final class JftraceThreadEnd {

  private static volatile Consumer<Thread> listener;
  private static volatile ToLongFunction<Thread> jfrIds;

  private JftraceThreadEnd() {}

  /** Sets who is told of each thread that ends, on that thread; null for nobody. */
  public static void listener(Consumer<Thread> newListener) {
    listener = newListener;
  }

  /** Sets who knows JFR's ids of threads that have ended; null for nobody. */
  public static void jfrIds(ToLongFunction<Thread> newJfrIds) {
    jfrIds = newJfrIds;
  }

  /** Called by a thread that ends. */
  public static void ending() {
    Consumer<Thread> toTell = listener;
    if (toTell != null) {
      try {
        toTell.accept(Thread.currentThread());
      } catch (Throwable e) {
        // The thread has to end, whatever happens here.
      }
    }
  }

  /** JFR's id of a thread: what JFR says, or what was known before the thread ended. */
  public static long jfrId(long id, Thread thread) {
    ToLongFunction<Thread> known = jfrIds;
    if (id != 0 || known == null) {
      return id;
    }
    try {
      return known.applyAsLong(thread);
    } catch (Throwable e) {
      return 0;
    }
  }
}
