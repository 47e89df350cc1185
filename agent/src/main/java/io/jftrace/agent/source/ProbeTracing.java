// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.ActivityEvents;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The user's probes: defined before decoders are made, enabled after all else, and deleted in the
 * end. One that cannot be had is told and left out.
 */
final class ProbeTracing {

  private final ProbeDefinitions definitions;
  private final ActivityEvents events;
  private final Consumer<String> errors;
  private final Consumer<String> warnings;
  private final List<TracedProbe> probes = new ArrayList<>();

  /** The filters of events that are recorded for probes only. */
  private final Map<String, String> filters = new HashMap<>();

  /** Events that are recorded anyway. */
  private final Set<String> shared = new HashSet<>();

  /**
   * @param errors receives why a probe is left out, in one line or several
   * @param warnings receives a line about what a probe costs
   */
  ProbeTracing(
      Tracefs tracefs, ActivityEvents events, Consumer<String> errors, Consumer<String> warnings) {
    this.definitions = new ProbeDefinitions(tracefs, errors, warnings);
    this.events = events;
    this.errors = errors;
    this.warnings = warnings;
  }

  /** Defines all of them, which does not enable them. */
  void define(ProbeDefinitions.Definer definer, List<String> specifications) {
    probes.addAll(definitions.define(definer, specifications));
  }

  /** Adds decoders to those of the events that are recorded anyway. */
  void addTo(DecoderTable.Builder builder) {
    probes.removeIf(
        probe -> {
          try {
            for (TracedProbe.Place place : probe.places()) {
              addTo(builder, probe, place);
            }
            return false;
          } catch (IOException e) {
            leftOut(probe, e);
            return true;
          }
        });
  }

  private void addTo(DecoderTable.Builder builder, TracedProbe probe, TracedProbe.Place place)
      throws IOException {
    String event = place.event().event();
    String filter = place.event().filter();
    requireFilter(event, filter, builder.decodes(event));
    boolean ofThreadsOnly = probe.isInKernelFunction();
    builder.add(event, format -> new ProbeDecoder(events, probe, place, format, ofThreadsOnly));
    if (!shared.contains(event)) {
      filters.put(event, filter);
    }
  }

  /** An event has one filter in an instance, whoever sets it. */
  private void requireFilter(String event, String filter, boolean isDecoded) throws IOException {
    String other = filters.get(event);
    if (other != null && !other.equals(filter)) {
      throw new IOException(
          "the event " + event + " has another probe, with another filter; it can have one only");
    }
    if (other == null && isDecoded) {
      if (!filter.isEmpty()) {
        throw new IOException(
            "the agent needs the event " + event + " itself, so it cannot have a filter");
      }
      shared.add(event);
    }
  }

  /** Enables them; those that the kernel refuses, which it may do only now, are left out. */
  void enable(Instance instance, TidFilter filter) {
    probes.removeIf(
        probe -> {
          List<String> enabled = new ArrayList<>();
          try {
            for (TracedProbe.Place place : probe.places()) {
              enable(instance, filter, place.event().event(), enabled);
            }
            return false;
          } catch (IOException e) {
            undo(instance, filter, enabled, e);
            leftOut(probe, e);
            return true;
          }
        });
  }

  private void enable(Instance instance, TidFilter filter, String event, List<String> enabled)
      throws IOException {
    if (!shared.contains(event)) {
      filter.add(event, filters.get(event));
      try {
        instance.enable(event);
        enabled.add(event);
      } catch (TracefsException e) {
        filter.remove(event);
        throw e;
      }
    }
  }

  private static void undo(
      Instance instance, TidFilter filter, List<String> enabled, IOException failure) {
    for (String event : enabled) {
      Cleanup.after(failure, () -> instance.disable(event));
      filter.remove(event);
    }
  }

  private void leftOut(TracedProbe probe, IOException why) {
    errors.accept("probe left out: " + probe.type().name() + ": " + why.getMessage());
  }

  /** Those that are traced. */
  List<ProbeType> types() {
    return probes.stream().map(TracedProbe::type).toList();
  }

  /** To be called after each drain: warns of probes that are hit all the time. */
  void drained(long nowNanos) {
    for (TracedProbe probe : probes) {
      probe.load().look(nowNanos, warnings);
    }
  }

  /** Deletes what was defined, all that can be; no instance may have it enabled. */
  void delete() throws IOException {
    definitions.delete();
  }
}
