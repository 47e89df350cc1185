// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.TracefsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that fail early, for a kernel that is made of files. */
class TracefsSourceTest {

  @TempDir private Path root;

  private TracefsSource source() {
    TracefsSettings settings =
        new TracefsSettings(root, new BufferSettings(0, 0, 0), true, ProbeSettings.NONE);
    return new TracefsSource(settings, new ProcTasks(), line -> {});
  }

  private TracefsException failure(TracefsSource source) {
    return assertThrows(TracefsException.class, () -> source.start(new TotalsSink()));
  }

  @Test
  void withoutTracefsThereIsNothingToClose() throws Exception {
    try (TracefsSource source = source()) {
      assertTrue(failure(source).getMessage().startsWith("no tracefs at "));
    }
  }

  @Test
  void withoutAnInstanceThereIsNothingToClose() throws Exception {
    String name = Leftovers.instanceName(ProcessHandle.current().pid());
    Path other = Files.createDirectories(root.resolve("instances").resolve(name));
    try (TracefsSource source = source()) {
      assertTrue(failure(source).getMessage().endsWith("exists already"));
    }
    assertTrue(Files.exists(other), "not ours");
  }

  @Test
  void anInstanceThatCannotBeSetUpIsRemoved() throws Exception {
    Path instances = Files.createDirectory(root.resolve("instances"));
    TracefsSource source = source();
    TracefsException e = failure(source);
    assertTrue(e.getMessage().startsWith("cannot write 'mono' to "), e.getMessage());
    assertEquals(0, e.getSuppressed().length);
    try (var left = Files.list(instances)) {
      assertFalse(left.findAny().isPresent());
    }
    source.close();
  }
}
