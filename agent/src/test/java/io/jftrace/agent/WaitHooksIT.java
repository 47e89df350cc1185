// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.testapp.ParksInsideAgent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application whose parks are recorded, with the packaged agent's classes. */
final class WaitHooksIT {

  @TempDir private Path directory;

  @Test
  void parksAreRecordedAndTheApplicationStaysRight() throws Exception {
    Result result =
        TestJvm.java(
            directory,
            TestJvm.agent() + "=waits=unknown",
            TestJvm.accompanyingAgent(directory),
            "-cp",
            TestJvm.CLASSES.toString(),
            ParksInsideAgent.class.getName());
    assertEquals("ok\n", result.out(), result.toString());
    assertEquals(1, result.err().lines().count(), result.err());
  }
}
