// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.SpanRef;
import jdk.jfr.Contextual;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/**
 * An event of a thread other than the one that commits it.
 *
 * <p>The thread that JDK Mission Control puts the event on is the last field named {@code
 * eventThread}; the JDK's own tools take the first, which is the committing thread, or none from
 * JDK 22 on, where {@code RemoveFields} drops it. They show {@code thread}.
 */
abstract class LaneEvent extends Event {

  // A Java field named eventThread would break the JDK's instrumentation of the class.
  @Name("eventThread")
  @Label("Event Thread")
  Thread lane;

  @Label("Thread")
  @Description("The thread; one that is not Java's has a Java thread of the agent's in its place")
  Thread thread;

  @Label("Carrier Thread")
  @Description("The thread that ran it, if it is a virtual one")
  Thread carrierThread;

  @Label("Kernel Thread Id")
  int tid;

  @Label("Thread Name")
  String threadName;

  @Label("Trace Id")
  @Description("Of the application's span that was active on the thread at the start")
  @Contextual
  String traceId;

  @Label("Span Id")
  @Description("The application's span that was active on the thread at the start")
  @Contextual
  String spanId;

  /**
   * The span that was active on the thread at the start.
   *
   * @param span null if there was none
   */
  final void span(SpanRef span) {
    if (span != null) {
      traceId = span.traceId();
      spanId = span.spanId();
    }
  }
}
