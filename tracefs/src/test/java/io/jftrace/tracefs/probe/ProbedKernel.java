// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.KernelRelease;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.Tracing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * An instance and a group of probes of a test's own, which are removed with all that is in them.
 */
final class ProbedKernel implements AutoCloseable {

  private static final int MAX_PROBES = 20;

  private final Tracefs tracefs;
  private final String group;
  private final Instance instance;
  private final ProbeDefiner definer;

  ProbedKernel(String name) throws IOException {
    tracefs = Tracing.required();
    group = "jftrace_test_" + name + "_" + ProcessHandle.current().pid();
    instance = Instance.create(tracefs, group);
    definer = definer(KernelRelease.RUNNING);
  }

  String group() {
    return group;
  }

  Tracefs tracefs() {
    return tracefs;
  }

  Instance instance() {
    return instance;
  }

  List<DefinedProbe> define(String spec) throws ProbeException {
    return definer.define(ProbeSpec.parse(spec));
  }

  /** On a kernel of another release. */
  List<DefinedProbe> define(String spec, Path kernelRelease) throws IOException {
    return definer(kernelRelease).define(ProbeSpec.parse(spec));
  }

  /** Defines probes that are deleted at once. */
  List<DefinedProbe> defineAndDelete(String spec) throws IOException {
    List<DefinedProbe> probes = definer(KernelRelease.RUNNING).define(ProbeSpec.parse(spec));
    for (DefinedProbe probe : probes) {
      for (Definition definition : probe.definitions()) {
        new DynamicEvents(tracefs).delete(definition);
      }
    }
    return probes;
  }

  private ProbeDefiner definer(Path kernelRelease) throws IOException {
    Libraries libraries = Libraries.ofProcess(ProcessHandle.current().pid());
    return new ProbeDefiner(tracefs, instance, group, libraries, MAX_PROBES, kernelRelease);
  }

  /** The kernel's list of what is defined in the group. */
  List<String> definitions() throws IOException {
    return Files.readString(tracefs.root().resolve("uprobe_events"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(":" + group + "/"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    instance.close();
    DynamicEvents events = new DynamicEvents(tracefs);
    // An event of several places is listed several times, and deleted once.
    for (Definition definition : Set.copyOf(events.all())) {
      if (definition.group().equals(group)) {
        events.delete(definition);
      }
    }
  }
}
