// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel may refuse, by files that are none. */
class ActivityTracingTest {

  private static final String GROUP = Leftovers.instanceName(ProcessHandle.current().pid());
  private static final String ENTRY = GROUP + "/monitor_wait";
  private static final String EXIT = GROUP + "/monitor_wait_return";

  @TempDir private Path root;
  private final ActivityLog log = new ActivityLog();
  private final List<String> warnings = new ArrayList<>();
  private Instance instance;
  private ActivityTracing activity;

  @BeforeEach
  void instance() throws Exception {
    Files.createDirectory(root.resolve("instances"));
    instance = Instance.create(Tracefs.at(root), "one");
    activity = new ActivityTracing(Tracefs.at(root), log, warnings::add);
  }

  private Path switchOf(String event) {
    return instance.directory().resolve("events/" + event + "/enable");
  }

  private void kernelHas(String event) throws IOException {
    Files.createDirectories(switchOf(event).getParent());
    Files.writeString(switchOf(event), "0");
  }

  private String enabled(String event) throws IOException {
    return Files.readString(switchOf(event));
  }

  private void enableMonitorWait() throws IOException {
    activity.enable(instance, List.of(ENTRY, EXIT)::contains);
  }

  @Test
  void bothProbesAreEnabled() throws Exception {
    kernelHas(ENTRY);
    kernelHas(EXIT);
    enableMonitorWait();
    assertEquals("11", enabled(ENTRY) + enabled(EXIT));
    assertEquals(1, log.objectWaitsTraced);
    assertEquals(List.of(), warnings);
  }

  private void assertNotToldApart() {
    assertEquals(0, log.objectWaitsTraced);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("shown as sleeping: cannot write '1'"), warnings.get(0));
  }

  @Test
  void withoutTheOneAtTheEndTheOtherIsNotEnabled() throws Exception {
    kernelHas(ENTRY);
    enableMonitorWait();
    assertEquals("0", enabled(ENTRY));
    assertNotToldApart();
  }

  @Test
  void withoutTheOneAtTheBeginningTheOtherIsDisabled() throws Exception {
    kernelHas(EXIT);
    enableMonitorWait();
    assertEquals("0", enabled(EXIT));
    assertNotToldApart();
  }

  @Test
  void oneThatIsNotUnderstoodLeavesBothOut() throws Exception {
    kernelHas(ENTRY);
    kernelHas(EXIT);
    activity.enable(instance, List.of(EXIT)::contains);
    assertEquals("00", enabled(ENTRY) + enabled(EXIT));
    assertEquals(0, log.objectWaitsTraced);
  }
}
