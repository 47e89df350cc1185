// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.Libraries;
import io.jftrace.tracefs.probe.ProbeDefiner;
import io.jftrace.tracefs.probe.ProbeSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Probes of this process that are defined, never enabled, and deleted in the end. */
final class OwnProbes implements AutoCloseable {

  private static final int MAX_PROBES = 50;

  private final Tracefs tracefs = Tracefs.find();
  private final Instance instance;
  private final ProbeDefiner definer;
  private final List<Definition> definitions = new ArrayList<>();
  private int count;

  OwnProbes(String name) throws IOException {
    long pid = ProcessHandle.current().pid();
    String group = "jftrace_test_" + name + "_" + pid;
    instance = Instance.create(tracefs, group);
    definer = new ProbeDefiner(tracefs, instance, group, Libraries.ofProcess(pid), MAX_PROBES);
  }

  /** Defines one that has no name, which is no glob. */
  DefinedProbe define(String specification) throws IOException {
    ProbeSpec named = ProbeSpec.parse("p" + count++ + "=" + specification);
    DefinedProbe probe = definer.define(named).get(0);
    definitions.addAll(probe.definitions());
    return probe;
  }

  @Override
  public void close() throws IOException {
    instance.close();
    for (Definition definition : definitions) {
      new DynamicEvents(tracefs).delete(definition);
    }
  }
}
