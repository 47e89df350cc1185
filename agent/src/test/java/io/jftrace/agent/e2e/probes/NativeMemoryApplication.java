// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/** Calls the C library's functions for memory a known number of times. */
final class NativeMemoryApplication {

  static final int TIMES = 100;
  static final String POOL = "grouped";
  static final String WINDOW = "window";

  /** Sizes that nothing else asks for. */
  static final long MALLOC_BYTES = 123_457;

  static final long CALLOC_COUNT = 17;
  static final long CALLOC_BYTES = 1_237;
  static final long REALLOC_BYTES = 234_571;
  static final long MAP_BYTES = 345_679;

  private static final int READ_AND_WRITE = 3;
  private static final int PRIVATE_AND_ANONYMOUS = 0x22;

  private NativeMemoryApplication() {}

  public static void main(String[] args) throws Exception {
    Function.getFunction("c", "free").invoke(new Object[] {Pointer.NULL});
    OwnRecording.of(
        args,
        () ->
            OwnRecording.onThreads(
                1, POOL, () -> CallEvent.around(WINDOW, 0, NativeMemoryApplication::work)));
  }

  private static long work() {
    for (int i = 0; i < TIMES; i++) {
      Pointer memory = pointer("malloc", MALLOC_BYTES);
      memory = pointer("realloc", memory, REALLOC_BYTES);
      call("free", memory);
      call("free", pointer("calloc", CALLOC_COUNT, CALLOC_BYTES));
      Pointer mapped =
          pointer("mmap", null, MAP_BYTES, READ_AND_WRITE, PRIVATE_AND_ANONYMOUS, -1, 0L);
      call("munmap", mapped, MAP_BYTES);
    }
    return 0;
  }

  private static Pointer pointer(String function, Object... arguments) {
    return Function.getFunction("c", function).invokePointer(arguments);
  }

  private static void call(String function, Object... arguments) {
    Function.getFunction("c", function).invokeInt(arguments);
  }
}
