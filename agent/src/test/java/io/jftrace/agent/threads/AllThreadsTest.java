// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.JavaThreads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllThreadsTest {

  private static Map<Integer, String> found(JavaThreads threads) {
    Map<Integer, String> found = new HashMap<>();
    threads.forEach((tid, thread, javaId) -> found.put(tid, thread.getName() + " " + javaId));
    return found;
  }

  @Test
  void aTidThatIsUsedAgainIsTheLivingOnes() {
    JavaThreads living = found -> found.thread(7, new Thread(null, null, "living"), 1);
    JavaThreads ended =
        found -> {
          found.thread(7, new Thread(null, null, "ended"), 2);
          found.thread(8, new Thread(null, null, "ended"), 3);
        };
    assertEquals(Map.of(7, "living 1", 8, "ended 3"), found(new AllThreads(living, ended)));
  }

  @Test
  void oneThatEndsMeanwhileIsNotMissed() {
    List<Thread> endedLately = new ArrayList<>();
    JavaThreads living = found -> endedLately.add(new Thread(null, null, "ends now"));
    JavaThreads ended = found -> endedLately.forEach(thread -> found.thread(9, thread, 4));
    assertEquals(Map.of(9, "ends now 4"), found(new AllThreads(living, ended)));
  }
}
