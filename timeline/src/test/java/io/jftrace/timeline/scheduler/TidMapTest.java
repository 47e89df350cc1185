// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TidMapTest {

  @Test
  void agreesWithAHashMap() {
    TidMap<Integer> map = new TidMap<>();
    Map<Integer, Integer> expected = new HashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      int tid = 1 + random.nextInt(1000) + (random.nextBoolean() ? 4_000_000 : 0);
      if (random.nextInt(3) == 0) {
        assertEquals(expected.remove(tid), map.remove(tid));
      } else {
        expected.put(tid, i);
        map.put(tid, i);
      }
      assertEquals(expected.get(tid), map.get(tid));
      assertEquals(expected.size(), map.size());
    }
    expected.forEach((tid, value) -> assertEquals(value, map.get(tid)));
    int[] sum = {0};
    map.forEach(v -> sum[0]++);
    assertEquals(expected.size(), sum[0]);
  }

  @Test
  void knowsNoTidZero() {
    TidMap<String> map = new TidMap<>();
    assertNull(map.get(0));
    assertThrows(IllegalArgumentException.class, () -> map.put(0, "idle"));
  }
}
