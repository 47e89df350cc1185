// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

/** One method as text, with the lines of its bytecodes. */
final class JvmtiMethod {

  /** {@link StackTraceElement}'s line numbers that are none. */
  private static final int NATIVE_METHOD = -2;

  static final int NO_LINE = -1;

  private final MethodHomes.Home home;
  private final String name;

  /** The bytecodes' indexes from which on the line of the same index holds. */
  private final long[] starts;

  private final int[] lines;

  JvmtiMethod(MethodHomes.Home home, String name, long[] starts, int[] lines) {
    this.home = home;
    this.name = name;
    this.starts = starts;
    this.lines = lines;
  }

  /**
   * @param location the bytecode's index, or -1 in a native method
   */
  StackTraceElement at(long location) {
    int line = location < 0 ? NATIVE_METHOD : NO_LINE;
    long best = -1;
    for (int i = 0; i < lines.length; i++) {
      if (starts[i] <= location && starts[i] > best) {
        best = starts[i];
        line = lines[i];
      }
    }
    return new StackTraceElement(home.className(), name, home.sourceFile(), line);
  }
}
