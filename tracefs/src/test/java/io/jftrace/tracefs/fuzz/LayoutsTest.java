// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.tracefs.ring.MalformedCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A recording has the same times and values in whatever layout it is written. */
class LayoutsTest {

  @Test
  void allGiveTheSameValues() throws IOException {
    List<Long> digests = new ArrayList<>();
    List<Long> records = new ArrayList<>();
    for (Corpus corpus : Corpus.all()) {
      MalformedCounts malformed = new MalformedCounts();
      SubBufferHarness harness = new SubBufferHarness(corpus.formats(), corpus.layout(), malformed);
      LongStream each = corpus.subBuffers().stream().mapToLong(b -> harness.read(b, b.length));
      digests.add(each.reduce(0, (sum, digest) -> 31 * sum + digest));
      records.add(harness.records());
      assertEquals(0, malformed.total(), corpus + ": " + malformed);
    }
    int layouts = Layouts.ALL.size();
    for (int i = 0; i < digests.size(); i++) {
      int recorded = i - i % layouts;
      assertEquals(records.get(recorded), records.get(i));
      assertEquals(digests.get(recorded), digests.get(i));
    }
    // The kernel's own count of the recording of Linux 6.1, as its stats have it.
    assertEquals(1832 + 3270, records.get(0));
    assertEquals(3210 + 1918, records.get(layouts));
  }
}
