// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatField;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Markers whose text begins with their number: each loss is as long as the gap in the numbers. */
final class NumberedMarkers extends SeenAndLost {

  private final FormatField text;
  private final EventRecord event = new EventRecord();
  private final Map<Integer, Integer> nextNumbers = new HashMap<>();

  NumberedMarkers(EventFormat print) throws FormatException {
    text = print.text("buf");
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    String line = event.set(buffer, offset, lengthBytes).text(text);
    int number = Integer.parseInt(line.substring(0, line.indexOf(' ')));
    int gap = number - nextNumbers.getOrDefault(cpu, 0);
    nextNumbers.put(cpu, number + 1);
    long lost = of(cpu).lastLoss;
    if (lost >= 0) {
      assertEquals(gap, lost, "lost before marker " + number + " of CPU " + cpu);
    } else {
      assertTrue(gap > 0, "a loss of nothing before marker " + number + " of CPU " + cpu);
    }
    super.record(cpu, timeNanos, buffer, offset, lengthBytes);
  }
}
