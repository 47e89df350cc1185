// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.Tracing;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events of many types of the running kernel, read in binary, against the kernel's own text of the
 * same events: once by their print fmt, once by all their fields.
 */
class LiveKernelTest {

  private static final int EVENTS = 100_000;
  private static final int TYPES = 20;

  @TempDir private Path directory;

  @Test
  void textAndFieldsAreTheKernels() throws Exception {
    Tracefs tracefs = Tracing.required();
    long pid = ProcessHandle.current().pid();
    LiveRecording live;
    try (Instance instance = Instance.create(tracefs, "jftrace_test_live_" + pid)) {
      live = LiveRecording.make(tracefs, instance, directory, EVENTS);
    }
    Recording recording = new Recording(directory);
    compareText(recording, live);
    assumeTrue(live.hasFieldsText(), "the kernel (before 6.4) has no options/fields");
    compareFields(recording);
  }

  private static void compareText(Recording recording, LiveRecording live) throws Exception {
    List<String> expected = recording.text();
    List<String> lines = recording.decode();
    assertEquals("", recording.malformed());
    assertEquals(expected.size(), lines.size());
    Map<String, Integer> equal = new TreeMap<>();
    Map<String, Integer> byFields = new TreeMap<>();
    Map<String, String> different = new TreeMap<>();
    int renamed = 0;
    for (int i = 0; i < lines.size(); i++) {
      TraceLine kernel = TraceLine.of(expected.get(i));
      TraceLine ours = TraceLine.of(lines.get(i));
      assertEquals(kernel.head(), ours.head());
      if (!live.isTextUnderstood(kernel.event())) {
        byFields.merge(kernel.event(), 1, Integer::sum);
      } else if (!kernel.text().equals(ours.text())) {
        different.put(kernel.event(), kernel.text() + " / " + ours.text());
      } else {
        equal.merge(kernel.event(), 1, Integer::sum);
      }
      if (!kernel.name().equals(ours.name())) {
        // The kernel's table of names is small: one may be gone, or another one's, meanwhile.
        assertTrue(live.isNameUnstable(ours.pid()), kernel + " / " + ours);
        renamed++;
      }
    }
    int total = equal.values().stream().mapToInt(n -> n).sum();
    System.out.printf(
        "%d live events of %d types equal the kernel's text; the task had another name by then in"
            + " %d; text not understood, so only the fields are compared: %s%n",
        total, equal.size(), renamed, byFields);
    assertEquals(Map.of(), different);
    assertTrue(total >= EVENTS, "events: " + total);
    assertTrue(equal.size() >= TYPES, "types: " + equal.keySet());
  }

  private static void compareFields(Recording recording) throws Exception {
    List<String> expected = recording.fieldsText();
    List<String> lines = recording.decodeFields();
    assertEquals(expected.size(), lines.size());
    Map<String, Integer> types = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(expected.get(i), lines.get(i));
      types.merge(lines.get(i).substring(0, lines.get(i).indexOf(':')), 1, Integer::sum);
    }
    System.out.printf("%d of %d types equal in all fields%n", lines.size(), types.size());
  }
}
