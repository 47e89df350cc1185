// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.nio.charset.Charset;

/** The characters of the bars: blocks where they can be printed, else plain ASCII. */
record Glyphs(String running, String waitingForCpu, String insideSpans, String otherWaits) {

  static final Glyphs BLOCKS = new Glyphs("█", "▓", "▒", "░");
  static final Glyphs ASCII = new Glyphs("#", "=", "+", ".");

  static Glyphs of(Charset charset) {
    boolean canPrint = charset.canEncode() && charset.newEncoder().canEncode("█▓▒░");
    return canPrint ? BLOCKS : ASCII;
  }

  /** A bar of that many cells; shares that are too small for one show in the numbers only. */
  String bar(PoolTime time, int cells) {
    double cpu = time.running() + time.waitingForCpu();
    int first = cells(time.running(), time, cells);
    int second = cells(cpu, time, cells);
    int third = cells(cpu + time.insideSpans(), time, cells);
    return running.repeat(first)
        + waitingForCpu.repeat(second - first)
        + insideSpans.repeat(third - second)
        + otherWaits.repeat(cells - third);
  }

  private static int cells(double seconds, PoolTime time, int cells) {
    return (int) Math.round(seconds / time.wall() * cells);
  }
}
