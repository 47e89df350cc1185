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

/** Kernel events of a CPU were overwritten before they could be read. */
@Name("jftrace.DataLoss")
@Label("Data Loss")
@Description("Kernel events were lost; what happened meanwhile is not shown")
@Category("jftrace")
@StackTrace(false)
@RemoveFields({"eventThread", "stackTrace"})
final class DataLossEvent extends Event {

  private static final VarHandle START = Ticks.field(MethodHandles.lookup(), "startTime");
  private static final VarHandle DURATION = Ticks.field(MethodHandles.lookup(), "duration");

  @Label("CPU")
  int cpu;

  @Label("Lost Events")
  @Description("-1 if the kernel did not say how many")
  long count;

  void time(long startTicks, long endTicks) {
    START.set(this, startTicks);
    DURATION.set(this, Math.max(1, endTicks - startTicks));
  }
}
