// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.util.List;
import java.util.function.LongSupplier;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/** The types of events that have times of their own, and JFR's clock as they read it. */
final class EventTypes {

  private record Type(Class<? extends Event> type, LongSupplier ticks) {}

  private static final List<Type> ALL =
      List.of(
          new Type(OffCpuEvent.class, () -> new OffCpuEvent().readTicks()),
          new Type(RunQueueEvent.class, () -> new RunQueueEvent().readTicks()),
          new Type(WakeupEvent.class, () -> new WakeupEvent().readTicks()),
          new Type(SyscallEvent.class, () -> new SyscallEvent().readTicks()),
          new Type(BlockIoEvent.class, () -> new BlockIoEvent().readTicks()),
          new Type(PageFaultEvent.class, () -> new PageFaultEvent().readTicks()),
          new Type(MarkerEvent.class, () -> new MarkerEvent().readTicks()),
          new Type(DataLossEvent.class, () -> new DataLossEvent().readTicks()));

  private EventTypes() {}

  /** Has every recording, also one that runs already, know them. */
  static void register() {
    for (Type type : ALL) {
      FlightRecorder.register(type.type());
    }
  }

  /**
   * JFR's clock, which only an event that is enabled can read; null while no recording wants any.
   */
  static LongSupplier enabledClock() {
    for (Type type : ALL) {
      if (type.ticks().getAsLong() != 0) {
        return type.ticks();
      }
    }
    return null;
  }
}
