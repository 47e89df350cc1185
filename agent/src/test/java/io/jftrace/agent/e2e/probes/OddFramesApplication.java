// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/** Calls functions whose frames end in several ways. */
final class OddFramesApplication {

  static final int TIMES = 3;

  /** More than the kernel follows. */
  static final int TOO_DEEP = 100;

  static final int DEEP = 60;
  static final int JUMPED = 10;
  static final int THROWN = 20;

  private OddFramesApplication() {}

  /**
   * Calls.
   *
   * @param args after those of the recording, the library of the calls, and that of C++
   */
  public static void main(String[] args) throws Exception {
    NativeLibrary frames = NativeLibrary.getInstance(args[2]);
    Function deep = frames.getFunction("deep");
    Function catches = frames.getFunction("catches");
    Function caughtOften = NativeLibrary.getInstance(args[3]).getFunction("caught_often");
    // The last calls that a jump leaves are known to have ended when the thread has.
    OwnRecording.of(
        args,
        () ->
            OwnRecording.onThreads(
                1,
                "caller",
                () -> {
                  for (int i = 0; i < TIMES; i++) {
                    call(deep, TOO_DEEP);
                    call(catches, JUMPED);
                    call(deep, DEEP);
                    call(caughtOften, THROWN);
                  }
                }));
  }

  private static void call(Function function, long argument) throws Exception {
    CallEvent.around(
        function.getName(), argument, () -> function.invokeLong(new Object[] {argument}));
  }
}
