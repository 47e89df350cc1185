// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Takes the times that sampled spans were active on a thread. */
@FunctionalInterface
public interface ActiveSpanSink {

  /** A span was active from one time to another, itself or one of its trace inside of it. */
  void wasActive(SpanRef span, long startNanos, long endNanos);
}
