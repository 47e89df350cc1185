// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.internal.RemoveFields;

/** A thread touched memory that was not there. */
@Name("jftrace.PageFault")
@Label("Page Fault")
@Description("A thread touched memory that was not there")
@Category({"jftrace", "Kernel"})
@StackTrace(false)
@Threshold("1 ms")
@RemoveFields({"eventThread", "stackTrace"})
final class PageFaultEvent extends LaneEvent {

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  @Label("Address")
  @MemoryAddress
  long address;

  @Label("Major")
  @Description("Whether the thread had to wait for the page")
  boolean major;

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
