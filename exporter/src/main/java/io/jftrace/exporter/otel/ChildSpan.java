// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanRef;
import io.opentelemetry.api.trace.SpanBuilder;

/** What is to become a span, a child of one of the application's; kept until its batch. */
sealed interface ChildSpan permits WaitSpan, CallSpan, OtherSpan {

  /** The {@link #tid} of what several threads did; then the thread's other fields say nothing. */
  int SEVERAL_THREADS = -1;

  SpanRef parent();

  String name();

  long startEpochNanos();

  long endEpochNanos();

  /** 0 for a thread that is not Java's. */
  long javaId();

  String threadName();

  /** The name of the thread that ran it, if it is a virtual one; else null. */
  default String carrierName() {
    return null;
  }

  int tid();

  /**
   * Adds the attributes that not all have.
   *
   * @param continuedNanos how much of it is left out, as it was after the parent's end; 0 if
   *     nothing
   */
  void describe(SpanBuilder span, long continuedNanos);
}
