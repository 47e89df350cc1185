// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
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
final class MarkerEvent extends Event {

  private static final VarHandle START = Ticks.field(MethodHandles.lookup(), "startTime");
  private static final VarHandle DURATION = Ticks.field(MethodHandles.lookup(), "duration");

  @Name("eventThread")
  @Label("Event Thread")
  Thread lane;

  @Label("Thread")
  Thread thread;

  @Label("Kernel Thread Id")
  int tid;

  @Label("Thread Name")
  String threadName;

  @Label("Text")
  String text;

  void time(long ticks) {
    START.set(this, ticks);
    DURATION.set(this, 1L);
  }

  /** The tick that begin() noted, or 0. */
  long beginTicks() {
    begin();
    return (long) START.get(this);
  }
}
