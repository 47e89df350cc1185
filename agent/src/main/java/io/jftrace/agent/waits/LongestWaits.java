// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import java.util.Arrays;

/** The longest of the waits that are added, up to a number. Allocates nothing for them. */
final class LongestWaits {

  private final ThreadAsks[] asks;
  private final long[] startNanos;
  private final char[] states;
  private int size;

  LongestWaits(int capacity) {
    this.asks = new ThreadAsks[capacity];
    this.startNanos = new long[capacity];
    this.states = new char[capacity];
  }

  void add(ThreadAsks thread, long start, char state) {
    if (size < asks.length) {
      size++;
    } else if (start >= startNanos[size - 1]) {
      return;
    }
    int place = size - 1;
    while (place > 0 && startNanos[place - 1] > start) {
      set(place, asks[place - 1], startNanos[place - 1], states[place - 1]);
      place--;
    }
    set(place, thread, start, state);
  }

  private void set(int place, ThreadAsks thread, long start, char state) {
    asks[place] = thread;
    startNanos[place] = start;
    states[place] = state;
  }

  int size() {
    return size;
  }

  /** The thread that waits the longest but for so many others. */
  ThreadAsks asks(int place) {
    return asks[place];
  }

  long startNanos(int place) {
    return startNanos[place];
  }

  char state(int place) {
    return states[place];
  }

  void clear() {
    Arrays.fill(asks, 0, size, null);
    size = 0;
  }
}
