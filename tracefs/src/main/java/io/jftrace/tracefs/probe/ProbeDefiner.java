// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.KernelRelease;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.elf.ElfImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes users' probes known to the kernel; it does not enable them. For one thread at a time. */
public final class ProbeDefiner {

  private final Tracefs tracefs;
  private final Instance instance;
  private final String group;
  private final Libraries libraries;
  private final Path kernelRelease;
  private final ProbeNames names;
  private final Map<Path, ProbedFile> files = new HashMap<>();

  /**
   * For the probes of one process.
   *
   * @param instance where filters are tried
   * @param group of the events that are defined
   * @param maxProbes how many there may be in all
   */
  public ProbeDefiner(
      Tracefs tracefs, Instance instance, String group, Libraries libraries, int maxProbes) {
    this(tracefs, instance, group, libraries, maxProbes, KernelRelease.RUNNING);
  }

  ProbeDefiner(
      Tracefs tracefs,
      Instance instance,
      String group,
      Libraries libraries,
      int maxProbes,
      Path kernelRelease) {
    this.tracefs = tracefs;
    this.instance = instance;
    this.group = group;
    this.libraries = libraries;
    this.kernelRelease = kernelRelease;
    this.names = new ProbeNames(maxProbes);
  }

  /**
   * Defines the probes of a specification: several if it has a glob.
   *
   * @throws ProbeException if one of them cannot be had; nothing is defined then
   */
  public List<DefinedProbe> define(ProbeSpec spec) throws ProbeException {
    List<PlannedProbe> planned;
    try {
      requireHarmlessReturns(spec);
      planned = plan(spec);
    } catch (ProbeException e) {
      throw e;
    } catch (IOException e) {
      ProbeException bad = spec.bad(spec.target().whole(), e.getMessage());
      bad.initCause(e);
      throw bad;
    }
    List<String> chosen = names.choose(spec, planned);
    List<DefinedProbe> defined = new ArrayList<>();
    try {
      for (int i = 0; i < planned.size(); i++) {
        EventDefiner events = new EventDefiner(tracefs, instance, group, spec);
        defined.add(events.define(planned.get(i), chosen.get(i)));
      }
    } catch (IOException | RuntimeException e) {
      undo(defined, e);
      throw e;
    }
    names.take(chosen);
    return defined;
  }

  private List<PlannedProbe> plan(ProbeSpec spec) throws IOException {
    Registers registers = Registers.ofMachine();
    return switch (spec.kind()) {
      case UPROBE, URETPROBE, CALL -> new UserProbes(spec, file(spec), registers).plan();
      case USDT -> new UsdtProbes(spec, file(spec), registers).plan();
      case TRACEPOINT -> new TracepointProbes(tracefs, spec).plan();
      case KPROBE, KRETPROBE, KCALL -> new KernelProbes(spec, registers).plan();
    };
  }

  private ProbedFile file(ProbeSpec spec) throws IOException {
    SpecPart library = spec.target().library();
    try {
      Path path = libraries.find(library.text());
      ProbedFile known = files.get(path);
      ProbedFile file =
          known == null
              ? new ProbedFile(path, ElfImage.read(path), libraries.otherProcesses(path))
              : known;
      files.put(path, file);
      return file;
    } catch (IOException e) {
      ProbeException bad = spec.bad(library, e.getMessage());
      bad.initCause(e);
      throw bad;
    }
  }

  private void requireHarmlessReturns(ProbeSpec spec) throws IOException {
    if (spec.kind() == ProbeKind.URETPROBE || spec.kind() == ProbeKind.CALL) {
      KernelRelease.read(kernelRelease).requireHarmlessReturns();
    }
  }

  private void undo(List<DefinedProbe> defined, Exception failure) {
    DynamicEvents events = new DynamicEvents(tracefs);
    for (DefinedProbe probe : defined) {
      events.deleteAfter(failure, probe.definitions());
    }
  }
}
