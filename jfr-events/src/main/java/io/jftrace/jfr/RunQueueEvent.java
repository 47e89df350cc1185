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

/** A thread could run but had no CPU. */
@Name("jftrace.RunQueue")
@Label("Run Queue")
@Description("A thread could run but had no CPU")
@Category({"jftrace", "Scheduler"})
@StackTrace(false)
@Threshold("10 ms")
@RemoveFields({"eventThread", "stackTrace"})
final class RunQueueEvent extends LaneEvent {

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  @Label("Preempted")
  @Description("Whether its CPU was given to another task; else it was woken, or new")
  boolean preempted;

  @Label("CPU In")
  @Description("The CPU that it got, or -1 if that is not known")
  int cpuIn;

  @Label("Waker Thread")
  Thread wakerThread;

  @Label("Waker Kernel Thread Id")
  @Description("0 for an interrupt, -1 if there is none")
  int wakerTid;

  @Label("Waker Name")
  @Description("A thread of this JVM, 'interrupt' or 'other process'")
  String wakerName;

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
