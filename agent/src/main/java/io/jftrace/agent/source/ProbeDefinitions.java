// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.KernelRelease;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.ProbeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the user's probes known to the kernel, and has it forget them. One that cannot be had is
 * told and left out.
 */
final class ProbeDefinitions {

  /** Roughly, in a virtual machine with Linux 6.18. */
  private static final int CHEAP_NANOS = 500;

  private static final int SINGLE_STEPPED_NANOS = 14_000;

  /** Makes the probes of a specification, which is no group's, known to the kernel. */
  interface Definer {
    List<DefinedProbe> define(String specification) throws ProbeException;
  }

  private final Consumer<String> errors;
  private final Consumer<String> warnings;
  private final OwnDefinitions defined;
  private final List<TracedProbe> probes = new ArrayList<>();
  private final ProbeCosts costs = new ProbeCosts(KernelRelease.RUNNING);
  private final Set<String> told = new HashSet<>();
  private final JvmProbeFlags flags = new JvmProbeFlags(VmFlags::isOn);

  /**
   * @param errors receives why a probe is left out, in one line or several
   * @param warnings receives a line about what a probe costs
   */
  ProbeDefinitions(Tracefs tracefs, Consumer<String> errors, Consumer<String> warnings) {
    this.defined = new OwnDefinitions(new DynamicEvents(tracefs));
    this.errors = errors;
    this.warnings = warnings;
  }

  /** Defines all of them, which does not enable them. */
  List<TracedProbe> define(Definer definer, List<String> specifications) {
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
    return probes;
  }

  private void define(Definer definer, String specification, String group, LeftOutProbes leftOut) {
    try {
      List<DefinedProbe> made = definer.define(specification);
      made.forEach(probe -> probe.definitions().forEach(defined::add));
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

  /** Deletes what was defined, all that can be; no instance may have it enabled. */
  void delete() throws IOException {
    defined.delete();
  }
}
