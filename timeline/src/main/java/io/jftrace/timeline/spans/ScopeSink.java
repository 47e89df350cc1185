// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

/** Takes what was active on a thread, piece by piece. */
@FunctionalInterface
public interface ScopeSink {

  /**
   * One scope was the innermost from one time to another.
   *
   * @param scope null if no span was active that is accounted for
   */
  void piece(SpanScope scope, long fromNanos, long toNanos);
}
