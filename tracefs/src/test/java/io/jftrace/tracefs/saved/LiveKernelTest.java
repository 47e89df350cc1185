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
    Map<String, Integer> equal = new TreeMap<>();
    Map<String, Integer> byFields = new TreeMap<>();
    int renamed = 0;
    assertEquals(expected.size(), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String event = TraceLines.event(expected.get(i));
      assertEquals(TraceLines.head(expected.get(i)), TraceLines.head(lines.get(i)));
      if (!live.isTextUnderstood(event)) {
        byFields.merge(event, 1, Integer::sum);
      } else if (expected.get(i).equals(lines.get(i))) {
        equal.merge(event, 1, Integer::sum);
      } else {
        // The kernel's table of names is small: one may be gone, or another one's, meanwhile.
        assertTrue(live.isNameUnstable(TraceLines.pid(lines.get(i))), lines.get(i));
        assertEquals(TraceLines.behindName(expected.get(i)), TraceLines.behindName(lines.get(i)));
        renamed++;
      }
    }
    int total = equal.values().stream().mapToInt(n -> n).sum() + renamed;
    System.out.printf(
        "%d live events of %d types equal the kernel's text, %d of them of tasks with another name"
            + " by then; of %d types only the fields are compared: %s%n",
        total, equal.size(), renamed, byFields.size(), byFields);
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
