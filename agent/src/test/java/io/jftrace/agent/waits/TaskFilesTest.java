// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.agent.source.ProcTasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class TaskFilesTest {

  private final TaskFiles files = new TaskFiles();

  @Test
  void aFileOfALivingThread() throws Exception {
    int tid = ProcTasks.currentTid();
    assertEquals(new ProcTasks().comm(tid) + "\n", files.read(tid, "comm"));
  }

  @Test
  void nothingOfAThreadThatIsNotThere() {
    assertEquals("", files.read(0, "comm"));
  }

  @Test
  void nothingOfAFileThatTheKernelDoesNotHave() throws Exception {
    assertEquals("", files.read(ProcTasks.currentTid(), "no-such-file"));
  }
}
