// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.ActivityEvents;
import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.KernelRelease;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.ProbeException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /** Roughly, in a virtual machine with Linux 6.18. */
  private static final int CHEAP_NANOS = 500;

  private static final int SINGLE_STEPPED_NANOS = 14_000;

  /** Makes the probes of a specification, which is no group's, known to the kernel. */
  interface Definer {
    List<DefinedProbe> define(String specification) throws ProbeException;
  }

  private final DynamicEvents definitions;
  private final ActivityEvents events;
  private final Consumer<String> errors;
  private final Consumer<String> warnings;
  private final Deque<Definition> defined = new ArrayDeque<>();
  private final List<TracedProbe> probes = new ArrayList<>();
  private final ProbeCosts costs = new ProbeCosts(KernelRelease.RUNNING);
  private final Set<String> told = new HashSet<>();
  private final JvmProbeFlags flags = new JvmProbeFlags(VmFlags::isOn);

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
    this.definitions = new DynamicEvents(tracefs);
    this.events = events;
    this.errors = errors;
    this.warnings = warnings;
  }

  /** Defines all of them, which does not enable them. */
  void define(Definer definer, List<String> specifications) {
    ProbeGroups groups = new ProbeGroups();
    for (String entry : specifications) {
      LeftOutProbes leftOut = new LeftOutProbes(entry);
      try {
        String group = groups.of(entry);
        groups.expandOnce(entry).forEach(each -> define(definer, each, group, leftOut));
      } catch (ProbeException e) {
        leftOut.add(entry, e);
      }
      leftOut.messages().forEach(this::tell);
    }
    costs.tell(warnings);
  }

  private void define(Definer definer, String specification, String group, LeftOutProbes leftOut) {
    try {
      List<DefinedProbe> made = definer.define(specification);
      made.forEach(probe -> probe.definitions().forEach(defined::push));
      for (DefinedProbe probe : made) {
        costs.add(probe);
        probe.notices().forEach(this::notice);
        flags.check(probe.place(), warnings);
        probes.add(TracedProbe.of(probe, group, load(probe)));
      }
    } catch (ProbeException e) {
      leftOut.add(specification, e);
    } catch (RuntimeException e) {
      // One probe is not to end all else.
      leftOut.add(specification, new ProbeException(e.toString(), specification, -1));
    }
  }

  private void notice(String line) {
    if (told.add(line)) {
      warnings.accept(line);
    }
  }

  /** What is the same for several groups is told once. */
  private void tell(String error) {
    if (told.add(error)) {
      errors.accept(error);
    }
  }

  private static ProbeLoad load(DefinedProbe probe) {
    int nanos = probe.cost().isSingleStepped() ? SINGLE_STEPPED_NANOS : CHEAP_NANOS;
    return new ProbeLoad(probe.name(), nanos, System.nanoTime());
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
    errors.accept("probe " + probe.type().name() + " is left out: " + why.getMessage());
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
    Cleanup cleanup = new Cleanup();
    for (Definition definition : List.copyOf(defined)) {
      cleanup.then(() -> delete(definition));
    }
    cleanup.end();
  }

  private void delete(Definition definition) throws TracefsException {
    definitions.delete(definition);
    defined.remove(definition);
  }
}
