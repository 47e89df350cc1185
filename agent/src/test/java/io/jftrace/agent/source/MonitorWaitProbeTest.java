// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.threads.JvmFunction;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a kernel that is made of files. */
class MonitorWaitProbeTest {

  @TempDir private Path root;
  private Path definitions;
  private MonitorWaitProbe probe;

  @BeforeEach
  void kernel() throws IOException {
    definitions = Files.createFile(root.resolve("uprobe_events"));
    probe = new MonitorWaitProbe(Tracefs.at(root), root.resolve("osrelease"));
    release("6.14.0-15-generic");
  }

  private void release(String release) throws IOException {
    Files.writeString(root.resolve("osrelease"), release + "\n");
  }

  private void define() throws IOException {
    assumeTrue(JvmFunction.find("JVM_MonitorWait").isCheapToProbe(), "no cheap probe");
    probe.define();
  }

  @Test
  void oneIsAtTheBeginningAndOneAtTheReturn() throws Exception {
    define();
    List<String> lines = Files.readAllLines(definitions);
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("p:" + probe.entry() + " /"), lines.get(0));
    assertTrue(lines.get(1).startsWith("r:" + probe.exit() + " /"), lines.get(1));
    assertEquals(lines.get(0).replaceFirst("^\\S+ ", ""), lines.get(1).replaceFirst("^\\S+ ", ""));
  }

  @Test
  void noneWhereThatAtTheReturnMayKill() throws Exception {
    release("6.12.9-200.fc41.x86_64");
    IOException e = assertThrows(IOException.class, probe::define);
    assertEquals(
        "on Linux 6.12 a probe at a function's return ends processes that have a seccomp filter",
        e.getMessage());
    assertEquals("", Files.readString(definitions));
  }

  @Test
  void noneOnAKernelThatIsNotKnown() throws Exception {
    release("linux");
    assertThrows(IOException.class, probe::define);
    assertEquals("", Files.readString(definitions));
  }

  @Test
  void eachIsTriedToBeDeletedAndAgainUntilItIs() throws Exception {
    define();
    Files.delete(definitions);
    IOException e = assertThrows(IOException.class, probe::delete);
    assertTrue(e.getMessage().contains("'-:" + probe.exit() + "'"), e.getMessage());
    assertEquals(1, e.getSuppressed().length);
    String suppressed = e.getSuppressed()[0].getMessage();
    assertTrue(suppressed.contains("'-:" + probe.entry() + "'"), suppressed);

    Files.createFile(definitions);
    probe.delete();
    probe.delete();
    assertEquals(
        List.of("-:" + probe.exit(), "-:" + probe.entry()), Files.readAllLines(definitions));
  }
}
