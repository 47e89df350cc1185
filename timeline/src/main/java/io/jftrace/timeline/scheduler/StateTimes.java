// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import java.util.Arrays;

/**
 * Nanoseconds in each {@link ThreadState}, and moves between CPUs. Not safe for use by several
 * threads.
 */
@SuppressWarnings("EnumOrdinal") // An array by ordinal: this is on the path of every event.
public final class StateTimes {

  private static final ThreadState[] STATES = ThreadState.values();

  private int migrations;
  private final long[] nanos = new long[STATES.length];

  public long nanos(ThreadState state) {
    return nanos[state.ordinal()];
  }

  public void add(ThreadState state, long durationNanos) {
    nanos[state.ordinal()] += durationNanos;
  }

  /** How often the thread was found on another CPU than before. */
  public int migrations() {
    return migrations;
  }

  public void addMigration() {
    migrations++;
  }

  public void add(StateTimes other) {
    migrations += other.migrations;
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] += other.nanos[i];
    }
  }

  public void clear() {
    migrations = 0;
    Arrays.fill(nanos, 0);
  }

  /** The sum over all states. */
  public long totalNanos() {
    long total = 0;
    for (long n : nanos) {
      total += n;
    }
    return total;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (ThreadState state : STATES) {
      text.append(text.length() == 0 ? "" : " ").append(state.label()).append('=');
      text.append(nanos[state.ordinal()]);
    }
    return text.toString();
  }
}
