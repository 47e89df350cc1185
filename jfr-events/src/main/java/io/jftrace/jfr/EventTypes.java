// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/** The types of events that have times of their own, and JFR's clock as they read it. */
final class EventTypes {

  private record Type(Class<? extends Event> type, LongSupplier ticks) {}

  private static final List<Type> FIXED =
      List.of(
          new Type(OffCpuEvent.class, () -> new OffCpuEvent().readTicks()),
          new Type(RunQueueEvent.class, () -> new RunQueueEvent().readTicks()),
          new Type(WakeupEvent.class, () -> new WakeupEvent().readTicks()),
          new Type(SyscallEvent.class, () -> new SyscallEvent().readTicks()),
          new Type(BlockIoEvent.class, () -> new BlockIoEvent().readTicks()),
          new Type(PageFaultEvent.class, () -> new PageFaultEvent().readTicks()),
          new Type(SpanEvent.class, () -> new SpanEvent().readTicks()),
          new Type(MarkerEvent.class, () -> new MarkerEvent().readTicks()),
          new Type(DataLossEvent.class, () -> new DataLossEvent().readTicks()));

  private final List<Type> all = new ArrayList<>(FIXED);
  private final List<Class<? extends Event>> made = new ArrayList<>();

  /**
   * The types that there are always, and some more.
   *
   * @param probes one of each type that was made for a probe
   */
  EventTypes(Collection<ProbeEvent> probes) {
    for (ProbeEvent probe : probes) {
      // A new one each time, as two threads read.
      all.add(new Type(probe.getClass(), () -> probe.another().readTicks()));
      made.add(probe.getClass());
    }
  }

  /** Has every recording, also one that runs already, know them. */
  void register() {
    for (Type type : all) {
      FlightRecorder.register(type.type());
    }
  }

  /** Takes those back that were made for probes; what was recorded of them stays readable. */
  void unregisterMade() {
    for (Class<? extends Event> type : made) {
      FlightRecorder.unregister(type);
    }
  }

  /**
   * JFR's clock, which only an event that is enabled can read; null while no recording wants any.
   */
  LongSupplier enabledClock() {
    for (Type type : all) {
      if (type.ticks().getAsLong() != 0) {
        return type.ticks();
      }
    }
    return null;
  }
}
