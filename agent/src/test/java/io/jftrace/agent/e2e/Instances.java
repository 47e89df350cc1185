// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What agents have in the kernel, by their process. */
public final class Instances {

  private Instances() {}

  /** The names of tracing instances; no more than one, if all is well. */
  public static List<String> of(long pid) throws IOException {
    Path instances = Tracefs.find().root().resolve("instances");
    try (Stream<Path> all = Files.list(instances)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("jftrace_" + pid + "_"))
          .toList();
    }
  }

  /** The names of the probes that are defined. */
  public static List<String> probesOf(long pid) throws IOException {
    return new DynamicEvents(Tracefs.find())
        .all().stream()
            .filter(probe -> probe.group().startsWith("jftrace_" + pid + "_"))
            .map(DynamicEvents.Definition::name)
            .toList();
  }
}
