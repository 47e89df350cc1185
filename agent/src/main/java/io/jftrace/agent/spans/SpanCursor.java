// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.SpanRef;

/** A place in the log of one thread, moved forward as time passes. */
final class SpanCursor {

  private final JftraceSpanLog log;

  /** Index of the entry that answered last; -1: none did. */
  private long position = -1;

  private long answeredIndex = -1;
  private SpanRef answer;
  private int drainsSinceEnd;

  /** Null until somebody asks. */
  private SpanActivations activations;

  SpanCursor(JftraceSpanLog log) {
    this.log = log;
  }

  /**
   * Moves to the last entry at or before a time.
   *
   * @return false if what is left of the log does not reach back that far
   */
  boolean moveTo(long timeNanos) {
    long written = log.written();
    // The slot of the next index, which is that of the oldest entry, may be half overwritten.
    long oldest = Math.max(0, written - JftraceSpanLog.CAPACITY + 1);
    long index = Math.max(position, oldest - 1);
    while (index >= oldest && log.timeNanos(index) - timeNanos > 0) {
      index--;
    }
    while (index + 1 < written && log.timeNanos(index + 1) - timeNanos <= 0) {
      index++;
    }
    position = index;
    // The entry after it said by its time that it does not count yet: was that still its time?
    if (index + 1 < written && !log.isIntact(index + 1)) {
      return false;
    }
    return index < oldest ? oldest == 0 : readEntry();
  }

  /** The span of the entry, or null if none was active. */
  SpanRef span() {
    return position < 0 ? null : answer;
  }

  /** Whether the thread has ended so long ago that nobody asks for it any more. */
  boolean isOver(Thread owner) {
    return !owner.isAlive() && ++drainsSinceEnd > 2;
  }

  /** When spans were active on the thread. */
  SpanActivations activations() {
    if (activations == null) {
      activations = new SpanActivations(log);
    }
    return activations;
  }

  JftraceSpanLog log() {
    return log;
  }

  private boolean readEntry() {
    long index = position;
    if (index == answeredIndex) {
      return true;
    }
    SpanRef read = read(log, index);
    if (!log.isIntact(index)) {
      return false;
    }
    answeredIndex = index;
    answer = read;
    return true;
  }

  /** The span of an entry, null for none; not to be used unless the entry is intact afterwards. */
  static SpanRef read(JftraceSpanLog log, long index) {
    String spanId = log.spanId(index);
    return spanId == null
        ? null
        : new SpanRef(
            log.traceId(index),
            spanId,
            log.sampled(index),
            log.clockOffsetNanos(index),
            log.resource(index));
  }
}
