// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import jdk.jfr.internal.RemoveFields;

/** A system call of a thread. */
@Name("jftrace.Syscall")
@Label("System Call")
@Description("A system call of a thread")
@Category({"jftrace", "Kernel"})
@StackTrace(false)
@Threshold("10 ms")
@RemoveFields({"eventThread", "stackTrace"})
final class SyscallEvent extends LaneEvent {

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  @Label("Name")
  String name;

  @Label("Number")
  @Description("The call's number on this architecture")
  int number;

  @Label("Result")
  @Description("What it returned; a negative errno if it failed")
  long result;

  @Label("Off-CPU Duration")
  @Description("The part of it that the thread was off its CPU")
  @Timespan(Timespan.NANOSECONDS)
  long offCpuDuration;

  @Label("Target")
  @Description("The file or address that it was about")
  String target;

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
