// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

/**
 * Charges a stretch of a thread's time, in up to three parts, to what was active meanwhile. Used
 * again for each.
 */
final class PieceCharger implements ScopeSink {

  private int beforeKind;
  private long outNanos;
  private int waitKind;
  private long queuedNanos;
  private int queuedKind;

  /** Only spans that ended by then are charged. */
  private long endedNanos;

  /**
   * @param before kind of the time before {@code out}
   * @param wait kind of the time from {@code out} to {@code queued}
   * @param after kind of the time from {@code queued} on
   * @param ended only spans that ended by then are charged; {@link OpenAccount#NOT_ENDED}: all
   */
  void set(int before, long out, int wait, long queued, int after, long ended) {
    beforeKind = before;
    outNanos = out;
    waitKind = wait;
    queuedNanos = queued;
    queuedKind = after;
    endedNanos = ended;
  }

  @Override
  public void piece(SpanScope scope, long fromNanos, long toNanos) {
    if (scope == null) {
      return;
    }
    charge(scope, beforeKind, fromNanos, Math.min(toNanos, outNanos), false);
    long waitFrom = Math.max(fromNanos, outNanos);
    charge(scope, waitKind, waitFrom, Math.min(toNanos, queuedNanos), waitFrom == outNanos);
    long queuedFrom = Math.max(fromNanos, queuedNanos);
    charge(scope, queuedKind, queuedFrom, toNanos, queuedFrom == queuedNanos);
  }

  private void charge(SpanScope innermost, int kind, long from, long to, boolean counted) {
    if (to <= from) {
      return;
    }
    for (SpanScope scope = innermost; scope != null; scope = scope.outer()) {
      if (scope.account().endNanos() <= endedNanos) {
        scope.account().charge(kind, from, to, scope.virtual(), counted);
      }
    }
  }
}
