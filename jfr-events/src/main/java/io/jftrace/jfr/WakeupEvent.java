// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.internal.RemoveFields;

/**
 * A thread ended the wait of another one; on the lane of the waker, with a duration of one tick.
 */
@Name("jftrace.Wakeup")
@Label("Wake-Up")
@Description("A thread ended the wait of another one")
@Category({"jftrace", "Scheduler"})
@StackTrace(false)
@Enabled(false)
@RemoveFields({"eventThread", "stackTrace"})
final class WakeupEvent extends LaneEvent {

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  @Label("Woken Thread")
  Thread wokenThread;

  @Label("Woken Kernel Thread Id")
  int wokenTid;

  @Label("Woken Name")
  String wokenName;

  @Label("Woken Trace Id")
  @Description("Of the application's span that was active on the woken thread as it waited")
  String wokenTraceId;

  @Label("Woken Span Id")
  @Description("The application's span that was active on the woken thread as it waited")
  String wokenSpanId;

  @Label("Reason")
  @Description("What the woken thread had waited for")
  String reason;

  @Label("Waited")
  @Description("How long the woken thread had waited until then")
  @Timespan(Timespan.NANOSECONDS)
  long waited;

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
