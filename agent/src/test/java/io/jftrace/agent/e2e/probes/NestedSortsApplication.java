// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Sorts with a comparison that sorts, many deep, on many threads at a time. */
final class NestedSortsApplication {

  static final int THREADS = 16;
  static final int TIMES = 5;

  /** Fewer than the kernel follows. */
  static final int DEPTH = 50;

  static final String SORT = "sort";

  /** Which nothing else has. */
  static final int ELEMENT_BYTES = 31;

  private static final int ELEMENTS = 2;
  private static final Function QSORT = Function.getFunction("c", "qsort");

  /** Of the C library's qsort, which asks once if there are two elements. */
  interface Comparison extends Callback {
    int compare(Pointer left, Pointer right);
  }

  private NestedSortsApplication() {}

  public static void main(String[] args) throws Exception {
    OwnRecording.of(
        args, () -> OwnRecording.onThreads(THREADS, "sorter", NestedSortsApplication::sortOften));
  }

  private static void sortOften() {
    for (int i = 0; i < TIMES; i++) {
      sort(1);
    }
  }

  private static int sort(int depth) {
    if (depth > DEPTH) {
      return 0;
    }
    // Until the sort has returned, its address is no other one's.
    long elements = Native.malloc(ELEMENTS * ELEMENT_BYTES);
    Comparison sorts = (left, right) -> sort(depth + 1);
    Object[] arguments = {new Pointer(elements), ELEMENTS, ELEMENT_BYTES, sorts};
    try {
      CallEvent.around(
          SORT + depth,
          elements,
          () -> {
            QSORT.invokeVoid(arguments);
            return 0;
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      Native.free(elements);
    }
    return 0;
  }
}
