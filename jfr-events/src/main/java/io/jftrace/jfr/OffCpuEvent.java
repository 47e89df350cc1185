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

/** A thread was off its CPU, from the switch-out to the switch-in. */
@Name("jftrace.OffCpu")
@Label("Off-CPU")
@Description("A thread was off its CPU, from the switch-out to the switch-in")
@Category({"jftrace", "Scheduler"})
@StackTrace(false)
@Threshold("1 ms")
@RemoveFields({"eventThread", "stackTrace"})
final class OffCpuEvent extends LaneEvent {

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  @Label("State")
  @Description("The kernel's letter for the state at the switch-out: R runnable, S, D, T, t, …")
  String state;

  @Label("Reason")
  String reason;

  @Label("Run Queue Duration")
  @Description("The last part of it: runnable, but waiting for a CPU")
  @Timespan(Timespan.NANOSECONDS)
  long runQueueDuration;

  @Label("Lock Class")
  @Description("The class of the monitor or synchronizer that was waited for")
  String lockClass;

  @Label("Lock Owner")
  @Description("The name of the thread that held the lock")
  String lockOwner;

  @Label("System Call")
  @Description("The system call that it happened in")
  String systemCall;

  @Label("Target")
  @Description("The file or address that the system call was about")
  String target;

  @Label("Java Stack")
  @Description("The top frames, one a line, the innermost first")
  String javaStack;

  @Label("Waker Thread")
  Thread wakerThread;

  @Label("Waker Kernel Thread Id")
  @Description("0 for an interrupt, -1 if there is none")
  int wakerTid;

  @Label("Waker Name")
  @Description("A thread of this JVM, 'interrupt' or 'other process'")
  String wakerName;

  @Label("Waker Process")
  @Description("The kernel's name (comm) of a waker of another process")
  String wakerComm;

  @Label("Waker Chain")
  @Description("Whom the waker had waited for meanwhile, and so on")
  String wakerChain;

  @Label("CPU Out")
  int cpuOut;

  @Label("CPU In")
  @Description("-1 if the kernel did not record the switch-in; then the end is the wake-up")
  int cpuIn;

  @Label("Waker Trace Id")
  @Description("Of the application's span that was active on the waker's thread at the wake-up")
  String wakerTraceId;

  @Label("Waker Span Id")
  @Description("The application's span that was active on the waker's thread at the wake-up")
  String wakerSpanId;

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
