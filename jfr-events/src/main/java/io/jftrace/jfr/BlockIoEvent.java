// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.internal.RemoveFields;

/** A request to a block device, from its issue to its completion; on the thread that issued it. */
@Name("jftrace.BlockIo")
@Label("Block I/O")
@Description("A request to a block device, from its issue to its completion")
@Category({"jftrace", "Kernel"})
@StackTrace(false)
@Threshold("1 ms")
@RemoveFields({"eventThread", "stackTrace"})
final class BlockIoEvent extends LaneEvent {

  private static final Ticks TICKS = Ticks.of(MethodHandles.lookup());

  @Label("Device")
  @Description("Major and minor number")
  String device;

  @Label("Sector")
  @Description("The first one, of 512 bytes")
  long sector;

  @Label("Bytes")
  @DataAmount
  long bytes;

  @Label("Operation")
  @Description("read, write, discard, flush or other")
  String operation;

  @Label("Error")
  @Description("0, or a negative errno")
  int error;

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
