// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
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

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  @Label("CPU")
  int cpu;

  @Label("Lost Events")
  @Description("-1 if the kernel did not say how many")
  long count;

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
