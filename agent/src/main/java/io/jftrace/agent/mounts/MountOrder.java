// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.hook.JftraceMountRing;
import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Passes what was read of the carriers, one carrier after the other, in the order of time. Does
 * nothing while nobody follows.
 *
 * <p>An entry is written after its time was taken, and what follows from it on another carrier has
 * a later time than that of the writing. So up to a time taken before the carriers were read, no
 * entry is missing that comes before one that is there.
 */
final class MountOrder {

  private static final byte LOST = 0;

  /**
   * What happened.
   *
   * @param virtual null if {@link JftraceMountRing#UNMOUNT}
   * @param untilNanos if {@link #LOST}
   */
  private record Entry(
      long timeNanos, byte kind, Thread carrier, Thread virtual, SpanRef span, long untilNanos) {}

  /** Of one carrier, and so in the sorted list, they stay as they were written. */
  private static final Comparator<Entry> BY_TIME =
      (one, other) -> Long.signum(one.timeNanos - other.timeNanos);

  private List<Entry> entries = new ArrayList<>();

  /** Null while nobody follows. */
  private MountSink sink;

  void follow(MountSink newSink) {
    sink = newSink;
    sink.began();
  }

  void add(Thread carrier, byte kind, long timeNanos, Thread virtual, SpanRef span) {
    if (sink != null) {
      entries.add(new Entry(timeNanos, kind, carrier, virtual, span, timeNanos));
    }
  }

  /** See {@link MountSink#lost}. */
  void lost(long fromNanos, long untilNanos) {
    if (sink != null) {
      entries.add(new Entry(fromNanos, LOST, null, null, null, untilNanos));
    }
  }

  /** The carriers have been read, each after that time. */
  void pass(long untilNanos) {
    if (entries.isEmpty()) {
      return;
    }
    entries.sort(BY_TIME);
    int passed = 0;
    while (passed < entries.size() && entries.get(passed).timeNanos - untilNanos <= 0) {
      pass(entries.get(passed));
      passed++;
    }
    // A new one: a burst needs space that is not needed for long.
    entries = new ArrayList<>(entries.subList(passed, entries.size()));
  }

  /** See {@link MountSink#ended}. */
  void ended(Thread carrier) {
    if (sink != null) {
      sink.ended(carrier);
    }
  }

  /** See {@link MountSink#drained}. */
  void drained() {
    if (sink != null) {
      sink.drained();
    }
  }

  private void pass(Entry entry) {
    switch (entry.kind) {
      case LOST -> sink.lost(entry.timeNanos, entry.untilNanos);
      case JftraceMountRing.MOUNT -> sink.mounted(entry.carrier, entry.virtual, entry.timeNanos);
      case JftraceMountRing.UNMOUNT -> sink.unmounted(entry.carrier, entry.timeNanos);
      default -> sink.span(entry.carrier, entry.virtual, entry.timeNanos, entry.span);
    }
  }
}
