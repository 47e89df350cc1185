// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.internal.RemoveFields;

/** A line that a thread wrote to the trace_marker; its duration is one tick. */
@Name("jftrace.Marker")
@Label("Trace Marker")
@Description("A line that a thread wrote to the trace_marker of the agent's tracefs instance")
@Category("jftrace")
@StackTrace(false)
@RemoveFields({"eventThread", "stackTrace"})
final class MarkerEvent extends LaneEvent {

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  @Label("Text")
  String text;

  void time(long startTicks, long endTicks) {
    TICKS.set(this, startTicks, endTicks);
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
