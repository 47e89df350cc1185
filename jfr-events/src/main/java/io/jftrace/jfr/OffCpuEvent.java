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
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import jdk.jfr.internal.RemoveFields;

/**
 * A thread was off its CPU, from its switch-out to its switch-in.
 *
 * <p>The JVM gives every event class the fields {@code startTime} and {@code duration}, in JFR's
 * ticks; they are set here instead of by begin() and end(). The thread that JDK Mission Control
 * puts the event on is the last field named {@code eventThread}; the JDK's own tools take the
 * first, which is the committing thread, or none from JDK 22 on, where {@link RemoveFields} drops
 * it. They show {@code thread}.
 */
@Name("jftrace.OffCpu")
@Label("Off-CPU")
@Description("A thread was off its CPU, from the switch-out to the switch-in")
@Category({"jftrace", "Scheduler"})
@StackTrace(false)
@Threshold("1 ms")
@RemoveFields({"eventThread", "stackTrace"})
final class OffCpuEvent extends Event {

  private static final VarHandle START = Ticks.field(MethodHandles.lookup(), "startTime");
  private static final VarHandle DURATION = Ticks.field(MethodHandles.lookup(), "duration");

  // A Java field named eventThread would break the JDK's instrumentation of the class.
  @Name("eventThread")
  @Label("Event Thread")
  Thread lane;

  @Label("Thread")
  @Description("The thread that was off its CPU; null for a thread that is not Java's")
  Thread thread;

  @Label("Kernel Thread Id")
  int tid;

  @Label("Thread Name")
  String threadName;

  @Label("State")
  @Description("The kernel's letter for the state at the switch-out: R runnable, S, D, T, t, …")
  String state;

  @Label("Reason")
  String reason;

  @Label("Run Queue Duration")
  @Description("The last part of it: runnable, but waiting for a CPU")
  @Timespan(Timespan.NANOSECONDS)
  long runQueueDuration;

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

  @Label("CPU Out")
  int cpuOut;

  @Label("CPU In")
  @Description("-1 if the kernel did not record the switch-in; then the end is the wake-up")
  int cpuIn;

  @Label("Trace Id")
  String traceId;

  @Label("Span Id")
  String spanId;

  /** Sets the time in JFR's ticks; a duration of 0 would be taken for "until now". */
  void time(long startTicks, long endTicks) {
    START.set(this, startTicks);
    DURATION.set(this, Math.max(1, endTicks - startTicks));
  }

  /** Whether an event of that duration is wanted; for an event that is kept to ask. */
  boolean isWanted(long durationTicks) {
    DURATION.set(this, durationTicks);
    return shouldCommit();
  }

  /** The tick that begin() noted, or 0. */
  long beginTicks() {
    begin();
    return (long) START.get(this);
  }
}
