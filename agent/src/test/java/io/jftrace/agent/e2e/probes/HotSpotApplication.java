// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Makes the JVM collect, start threads, load classes and compile. */
final class HotSpotApplication {

  static final int COLLECTIONS = 12;
  static final int THREADS = 40;
  static final int CLASSES = 150;

  /** Has all that the application does, and lies well within the recording. */
  static final String WINDOW = "window";

  static final String COLLECT = "collect";
  static final String THREAD_NAME = "started-";

  private static final int GARBAGE_BYTES = 200 << 20;

  /** As many as make the first compiler compile a method. */
  private static final int CALLS = 3_000;

  /** What other threads are at when the recording begins or ends shall not be in the window. */
  private static final long MARGIN_MILLIS = 200;

  private HotSpotApplication() {}

  public static void main(String[] args) throws Exception {
    OwnRecording.of(
        args,
        () -> {
          Thread.sleep(MARGIN_MILLIS);
          CallEvent.around(WINDOW, 0, HotSpotApplication::work);
          Thread.sleep(MARGIN_MILLIS);
        });
  }

  private static long work() throws Exception {
    collect();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> {}, THREAD_NAME + i);
      thread.start();
      thread.join();
    }
    ManyClasses classes = new ManyClasses();
    List<IntUnaryOperator> loaded = new ArrayList<>();
    for (int i = 1; i <= CLASSES; i++) {
      loaded.add(classes.load(i));
    }
    return loaded.stream().mapToLong(HotSpotApplication::callOften).sum();
  }

  private static void collect() throws Exception {
    for (int i = 0; i < COLLECTIONS; i++) {
      CallEvent.around(
          COLLECT,
          i,
          () -> {
            System.gc();
            return 0;
          });
    }
    byte[] garbage = {};
    for (int bytes = 0; bytes < GARBAGE_BYTES; bytes += garbage.length) {
      garbage = new byte[10_000];
    }
  }

  private static long callOften(IntUnaryOperator operator) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += operator.applyAsInt(i);
    }
    return sum;
  }
}
