// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tracing instances of agents, by their process. */
final class Instances {

  private Instances() {}

  /** Their names; no more than one, if all is well. */
  static List<String> of(long pid) throws IOException {
    Path instances = Tracefs.find().root().resolve("instances");
    try (Stream<Path> all = Files.list(instances)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("jftrace_" + pid + "_"))
          .toList();
    }
  }
}
