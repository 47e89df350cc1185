// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On files that look like tracefs: what others do there cannot be arranged on a real one. */
class CommandRecordingTest {

  private static final String ON = "overwrite\nrecord-cmd\n";
  private static final String OFF = "norecord-cmd";

  @TempDir Path root;
  private Instance own;
  private Path other;

  @BeforeEach
  void makeTracefs() throws IOException {
    Files.createDirectory(root.resolve("instances"));
    own = Instance.create(Tracefs.at(root), "own");
    other = Files.createDirectory(root.resolve("instances/other"));
    for (Path instance : new Path[] {root, own.directory(), other}) {
      Files.writeString(instance.resolve("trace_options"), ON);
      Files.writeString(instance.resolve("set_event"), "");
    }
  }

  private String optionsAfterTurningOff() throws IOException {
    CommandRecording.turnOff(Tracefs.at(root), own);
    return Files.readString(own.directory().resolve("trace_options"));
  }

  @Test
  void offIfNobodyTraces() throws IOException {
    assertEquals(OFF, optionsAfterTurningOff());
    assertEquals(ON, Files.readString(root.resolve("trace_options")));
    assertEquals(ON, Files.readString(other.resolve("trace_options")));
  }

  @Test
  void onWhileTheTopLevelHasEvents() throws IOException {
    Files.writeString(root.resolve("set_event"), "sched:sched_switch\n");
    assertEquals(ON, optionsAfterTurningOff());
  }

  @Test
  void onWhileAnotherInstanceHasEvents() throws IOException {
    Files.writeString(other.resolve("set_event"), "sched:sched_switch\n");
    assertEquals(ON, optionsAfterTurningOff());
  }

  /** It is another agent that has not enabled its events yet. */
  @Test
  void onWhileItIsOffForAnotherInstance() throws IOException {
    Files.writeString(other.resolve("trace_options"), "overwrite\nnorecord-cmd\n");
    assertEquals(ON, optionsAfterTurningOff());
  }

  @Test
  void onIfOthersCannotBeSeen() throws IOException {
    Files.delete(other.resolve("set_event"));
    assertEquals(ON, optionsAfterTurningOff());
  }
}
