// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A wait as the application knows it. What is empty is not known, and not compared.
 *
 * @param number that of the {@link WaitEvent} around it, which tells the same time by JFR's clock
 * @param thread the name of the thread that waited
 * @param kind what it did
 * @param reason what has to be found out
 * @param beginNanos before the call that waits, by System.nanoTime()
 * @param endNanos after it
 * @param cpuNanos the thread's CPU time in between; -1 if that is not known, or other waits may be
 *     in between
 * @param queuedNanos how long it was without a CPU in between, by the kernel's own count
 * @param inSteps whether its long steps alone are compared
 * @param waker the name of the thread that ended it
 * @param lockClass the class of the lock
 * @param lockOwner the name of the thread that held it
 * @param frame a part of a line of the Java stack
 */
record TrueWait(
    int number,
    String thread,
    String kind,
    String reason,
    long beginNanos,
    long endNanos,
    long cpuNanos,
    long queuedNanos,
    boolean inSteps,
    String waker,
    String lockClass,
    String lockOwner,
    String frame) {

  private static TrueWait parse(String line) {
    String[] f = line.split("\t", -1);
    return new TrueWait(
        Integer.parseInt(f[0]),
        f[1],
        f[2],
        f[3],
        Long.parseLong(f[4]),
        Long.parseLong(f[5]),
        Long.parseLong(f[6]),
        Long.parseLong(f[7]),
        Boolean.parseBoolean(f[8]),
        f[9],
        f[10],
        f[11],
        f[12]);
  }

  private String line() {
    return String.join(
        "\t",
        Integer.toString(number),
        thread,
        kind,
        reason,
        Long.toString(beginNanos),
        Long.toString(endNanos),
        Long.toString(cpuNanos),
        Long.toString(queuedNanos),
        Boolean.toString(inSteps),
        waker,
        lockClass,
        lockOwner,
        frame);
  }

  static List<TrueWait> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(TrueWait::parse).toList();
  }

  /** One a line, tabs in between. */
  static void write(Iterable<TrueWait> waits, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    waits.forEach(wait -> text.append(wait.line()).append('\n'));
    Files.writeString(file, text);
  }

  /**
   * The time that it waited, without any event's help.
   *
   * @param leastNanos steps shorter than this are left out, where steps are compared
   */
  long waitedNanos(long leastNanos) {
    long waitedNanos = durationNanos() - Math.max(0, cpuNanos) - queuedNanos;
    return inSteps ? MonitorSteps.nanosOf(waitedNanos, leastNanos) : waitedNanos;
  }

  long durationNanos() {
    return endNanos - beginNanos;
  }
}
