// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of all formats of one kernel. */
final class KernelFormats {

  /** Another seed is other values; each of them must pass. */
  private static final long SEED = Long.getLong("jftrace.test.seed", 1);

  private KernelFormats() {}

  static void check(Path events, int fewest) throws Exception {
    List<FormatText> files = FormatText.read(events);
    assertTrue(files.size() >= fewest, files.size() + " formats in " + events);
    SplittableRandom random = new SplittableRandom(SEED);
    int fields = 0;
    for (FormatText file : files) {
      FormatChecks.check(file);
      fields += RoundTrip.check(file, random);
    }
    EventFormats all = EventFormats.read(events, 8);
    assertEquals(List.of(), all.problems());
    // Some events are listed under a second name, in events/ftrace, with the same number.
    assertTrue(all.all().size() > files.size() * 9 / 10, all.all().size() + " of " + files.size());
    System.out.printf(
        "%s: %d event formats, %d fields written and read back, seed %d%n",
        events, files.size(), fields, SEED);
  }
}
