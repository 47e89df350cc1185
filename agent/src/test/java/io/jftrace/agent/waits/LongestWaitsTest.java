// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongestWaitsTest {

  private final LongestWaits waits = new LongestWaits(3);

  private void add(int tid, long startNanos, char state) {
    waits.add(new ThreadAsks(tid), startNanos, state);
  }

  private List<String> content() {
    List<String> content = new ArrayList<>();
    IntStream.range(0, waits.size())
        .forEach(i -> content.add(waits.asks(i).tid + " " + waits.startNanos(i) + waits.state(i)));
    return content;
  }

  @Test
  void theLongestComeFirstAndTheOthersAreDropped() {
    assertEquals(List.of(), content());
    add(1, 50, 'S');
    add(2, 20, 'D');
    assertEquals(List.of("2 20D", "1 50S"), content());
    add(3, 40, 'S');
    add(4, 60, 'S');
    assertEquals(List.of("2 20D", "3 40S", "1 50S"), content());
    add(5, 10, 'D');
    assertEquals(List.of("5 10D", "2 20D", "3 40S"), content());
    add(6, 40, 'S');
    assertEquals(List.of("5 10D", "2 20D", "3 40S"), content(), "the first of two as long stays");
  }

  @Test
  void clearedItBeginsAgain() {
    add(1, 50, 'S');
    waits.clear();
    assertEquals(List.of(), content());
    add(2, 70, 'S');
    assertEquals(List.of("2 70S"), content());
  }
}
