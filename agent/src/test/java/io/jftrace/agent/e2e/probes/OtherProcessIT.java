// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.e2e.Await;
import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe is in a file that many processes map; hits of others are none of the application's. */
class OtherProcessIT {

  @TempDir private Path directory;

  @Test
  void addsNothing() throws Exception {
    Tracing.required();
    Path other = Files.createDirectory(directory.resolve("other"));
    Path own = Files.createDirectory(directory.resolve("own"));
    try (ChildJvm busy =
        new ChildCommand(other)
            .start(SharedLibraryApplication.class, other.resolve("synced").toString())) {
      Await.until(() -> busy.out().contains("begun"), () -> "the other process does not begin");
      ProbedRun run =
          new ProbedRun.Command(own)
              .probe("fsync", "call:libc:fsync fd=arg0:s32")
              .probe("hit", "hit=uprobe:libc:fsync fd=arg0:s32")
              .run(SharedLibraryApplication.class, own.resolve("synced").toString());
      assertTrue(busy.process().isAlive());
      busy.process().getOutputStream().write('\n');
      busy.process().getOutputStream().flush();
      busy.end();
      long others = Long.parseLong(busy.out().lines().reduce((a, b) -> b).orElseThrow());
      System.out.printf("another process called it about %d times meanwhile%n", others);
      assertTrue(others > SharedLibraryApplication.TIMES);
      for (String probe : new String[] {"fsync", "hit"}) {
        Brackets brackets = new Brackets(run.calls(SharedLibraryApplication.CALL), "fd");
        for (RecordedEvent call : run.hits(probe)) {
          brackets.around(call);
        }
        brackets.assertNoneIsLeft();
        assertEquals(SharedLibraryApplication.TIMES, run.hits(probe).size());
        assertEquals(SharedLibraryApplication.TIMES, run.hitsTotal(probe));
      }
      assertEquals(SharedLibraryApplication.TIMES, run.callsTotal("fsync"));
      assertEquals(0, run.tornTotal("fsync"));
    }
  }
}
