// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  private static final int JAVA_ID = 1000;
  private static final long SECOND = 1_000_000_000;

  private final Map<Integer, Thread> living = new HashMap<>();
  private int lookups;

  private final Threads threads =
      new Threads(
          found -> {
            lookups++;
            living.forEach((tid, thread) -> found.thread(tid, thread, tid + JAVA_ID));
          },
          tid -> "comm-" + tid);

  @Test
  void aJavaThreadIsFoundWhenItIsNeeded() {
    Thread own = Thread.currentThread();
    living.put(7, own);
    threads.started(100, 7, null);
    threads.started(100, 8, null);
    assertEquals(0, lookups);
    assertSame(own, threads.resolved(7).javaThread());
    assertEquals(7 + JAVA_ID, threads.resolved(7).javaId());
    assertEquals(0, threads.resolved(8).javaId());
    assertNull(threads.resolved(8).javaThread());
    assertEquals("comm-8", threads.resolved(8).name());
    assertEquals(1, lookups, "one lookup a drain");
  }

  @Test
  void whatIsLookedUpBetweenDrainsIsOutOfDateInTheNext() {
    threads.started(100, 7, null);
    threads.drained(200);
    assertNull(threads.resolved(7).javaThread());
    threads.forgetLookup();
    living.put(8, Thread.currentThread());
    threads.started(300, 8, null);
    assertSame(Thread.currentThread(), threads.resolved(8).javaThread());
  }

  @Test
  void aThreadThatIsStartingIsLookedForAgain() {
    threads.started(100, 7, "java");
    for (int drain = 1; drain < 30; drain++) {
      assertNull(threads.resolved(7).javaThread());
      threads.drained(drain * SECOND / 100);
    }
    assertEquals(29, lookups);
    living.put(7, Thread.currentThread());
    assertSame(Thread.currentThread(), threads.resolved(7).javaThread());
  }

  @Test
  void aThreadThatIsNotFoundWhenItHasStartedIsNative() {
    threads.started(100, 7, "GC Thread#0");
    threads.started(100, 8, "VM Thread");
    for (int drain = 1; drain < 30; drain++) {
      threads.resolved(7 + drain % 2);
      threads.drained(drain * SECOND);
    }
    // The first drains: before anything was passed, before a second had passed, and two after.
    assertEquals(4, lookups);
    threads.drained(100 * SECOND);
    living.put(7, Thread.currentThread());
    assertSame(Thread.currentThread(), threads.resolved(7).javaThread(), "attached later");
    threads.drained(140 * SECOND);
    threads.started(140 * SECOND, 9, "java");
    living.put(9, Thread.currentThread());
    assertSame(Thread.currentThread(), threads.resolved(9).javaThread());
  }
}
