// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbePoint;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.ProbeKind;
import io.jftrace.tracefs.probe.RecordedEvent;
import io.jftrace.tracefs.probe.RecordedValue;
import io.jftrace.tracefs.probe.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One of the user's probes while it is traced.
 *
 * @param type by which the timeline knows it
 * @param load how often it is hit
 */
record TracedProbe(DefinedProbe defined, ProbeType type, ProbeLoad load) {

  private static final Set<ProbeKind> KERNEL_FUNCTIONS =
      EnumSet.of(ProbeKind.KPROBE, ProbeKind.KRETPROBE, ProbeKind.KCALL);

  /** One of its events, and what that means. */
  record Place(RecordedEvent event, ProbePoint point) {}

  /**
   * One that is defined.
   *
   * @param group that it came with; empty if the user wrote it himself
   */
  static TracedProbe of(DefinedProbe defined, String group, ProbeLoad load) {
    ProbeType type =
        new ProbeType(
            defined.name(),
            defined.place(),
            defined.isCall(),
            fields(defined.entry()),
            defined.isCall() ? fields(defined.exit()) : List.of(),
            defined.maxShownPerSecond(),
            !defined.entry().filter().isEmpty(),
            group);
    return new TracedProbe(defined, type, load);
  }

  /**
   * Whether it may be hit in an interrupt, and its records tell. Those of probes in user space do
   * not: their flags are of a preemption count that is one too low (tracing_gen_ctx_dec(), which
   * supposes the lock that the handlers of Linux 6.18 do not take), which sets them all.
   */
  boolean isInKernelFunction() {
    return KERNEL_FUNCTIONS.contains(defined.kind());
  }

  /** The return first: what is seen to begin is seen to end. */
  List<Place> places() {
    List<Place> places = new ArrayList<>(2);
    if (defined.isCall()) {
      places.add(new Place(defined.exit(), ProbePoint.RETURN));
      places.add(new Place(defined.entry(), ProbePoint.ENTRY));
    } else {
      places.add(new Place(defined.entry(), ProbePoint.HIT));
    }
    return places;
  }

  private static List<ProbeField> fields(RecordedEvent event) {
    return event.values().stream().map(TracedProbe::field).toList();
  }

  private static ProbeField field(RecordedValue value) {
    return new ProbeField(value.name(), kind(value.type()));
  }

  private static ProbeField.Kind kind(ValueType type) {
    return switch (type) {
      case SIGNED -> ProbeField.Kind.SIGNED;
      case UNSIGNED -> ProbeField.Kind.UNSIGNED;
      case HEX -> ProbeField.Kind.ADDRESS;
      case BOOLEAN -> ProbeField.Kind.BOOLEAN;
      case TEXT -> ProbeField.Kind.TEXT;
    };
  }
}
