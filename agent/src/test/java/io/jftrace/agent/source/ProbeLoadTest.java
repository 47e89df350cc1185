// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeLoadTest {

  private static final long SECOND = 1_000_000_000;

  private final List<String> warnings = new ArrayList<>();

  private void hit(ProbeLoad load, int times) {
    for (int i = 0; i < times; i++) {
      load.hit();
    }
  }

  @Test
  void oneThatTakesMuchOfACoreIsToldOnce() {
    ProbeLoad load = new ProbeLoad("malloc", 500, 0);
    hit(load, 5_000_000);
    load.look(2 * SECOND, warnings::add);
    assertEquals(List.of(), warnings);
    load.look(4 * SECOND, warnings::add);
    assertEquals(
        List.of(
            "probe malloc is hit 1,250,000 times a second, about 63 % of a core;"
                + " narrow it or leave it out"),
        warnings);
    hit(load, 5_000_000);
    load.look(8 * SECOND, warnings::add);
    assertEquals(1, warnings.size());
  }

  @Test
  void aBurstIsNotTold() {
    ProbeLoad load = new ProbeLoad("gc", 14_000, 0);
    hit(load, 40_000);
    load.look(60 * SECOND, warnings::add);
    hit(load, 40_000);
    load.look(120 * SECOND, warnings::add);
    assertEquals(List.of(), warnings);
  }

  @Test
  void aSlowOneIsToldEarlier() {
    ProbeLoad load = new ProbeLoad("slow", 14_000, 0);
    hit(load, 40_000);
    load.look(4 * SECOND, warnings::add);
    assertEquals(
        List.of(
            "probe slow is hit 10,000 times a second, about 14 % of a core;"
                + " narrow it or leave it out"),
        warnings);
  }
}
