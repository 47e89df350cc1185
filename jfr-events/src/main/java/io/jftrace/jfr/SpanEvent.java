// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.internal.RemoveFields;

/** A span of the application was active on a thread. */
@Name("jftrace.Span")
@Label("Active Span")
@Description("A sampled span of the application was active on a thread")
@Category("jftrace")
@StackTrace(false)
@Threshold("10 ms")
@RemoveFields({"eventThread", "stackTrace"})
final class SpanEvent extends LaneEvent {

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  void time(long startTicks, long endTicks) {
    TICKS.set(this, startTicks, endTicks);
  }

  /** Whether an event of that duration is wanted; for an event that is kept to ask. */
  boolean isWanted(long durationTicks) {
    TICKS.setDuration(this, durationTicks);
    return shouldCommit();
  }

  /** JFR's clock, or 0 while no recording wants events of this type. */
  long readTicks() {
    if (!isEnabled()) {
      return 0;
    }
    begin();
    return TICKS.start(this);
  }
}
