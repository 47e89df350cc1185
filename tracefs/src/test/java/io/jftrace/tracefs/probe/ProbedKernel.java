// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.Tracing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

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
    Libraries libraries = Libraries.ofProcess(ProcessHandle.current().pid());
    definer = new ProbeDefiner(tracefs, instance, group, libraries, MAX_PROBES);
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
    for (Definition definition : events.all()) {
      boolean isDefined =
          definitions().stream().anyMatch(l -> l.contains("/" + definition.name() + " "));
      if (definition.group().equals(group) && isDefined) {
        events.delete(definition);
      }
    }
  }
}
