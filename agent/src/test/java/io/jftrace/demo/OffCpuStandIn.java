// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Writes events like the agent's, as far as the report reads them. */
@Name("jftrace.OffCpu")
@StackTrace(false)
final class OffCpuStandIn extends Event {

  String threadName;
  String reason;
  String wakerName;
  String traceId;
  String spanId;

  @Timespan(Timespan.NANOSECONDS)
  long runQueueDuration;

  /** Takes as long as the wait that it writes. */
  static void write(String thread, String waker, String spanId, long millis)
      throws InterruptedException {
    OffCpuStandIn event = new OffCpuStandIn();
    event.begin();
    Thread.sleep(millis);
    event.end();
    event.threadName = thread;
    event.reason = "sleeping";
    event.wakerName = waker;
    event.traceId = spanId.isEmpty() ? null : "trace1";
    event.spanId = spanId.isEmpty() ? null : spanId;
    event.runQueueDuration = 1000;
    event.commit();
  }
}
