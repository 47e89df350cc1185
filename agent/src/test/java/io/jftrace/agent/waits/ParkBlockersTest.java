// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.hook.JftraceParkLog;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ParkBlockersTest {

  private static final int MANY = 3 * JftraceParkLog.CAPACITY;

  private final ParkBlockers blockers = new ParkBlockers();

  @BeforeEach
  void start() {
    JftraceParkLog.start();
  }

  @AfterEach
  void stop() {
    JftraceParkLog.stop();
  }

  @Test
  void tellsTheClassOfEachTime() throws InterruptedException {
    long[] times = new long[4];
    Thread thread =
        run(
            () -> {
              times[0] = System.nanoTime();
              times[1] = recorded("text");
              times[2] = recorded(null);
              times[3] = recorded(1);
            });
    assertNull(blockers.at(thread, times[0]));
    assertEquals(String.class, blockers.at(thread, times[1]));
    assertNull(blockers.at(thread, times[2]));
    assertEquals(Integer.class, blockers.at(thread, times[3]));
    assertEquals(Integer.class, blockers.at(thread, System.nanoTime()));
    assertEquals(String.class, blockers.at(thread, times[1]), "looks back");
  }

  @Test
  void clearingTwiceTakesNoEntry() throws InterruptedException {
    long[] time = new long[1];
    Thread thread =
        run(
            () -> {
              time[0] = recorded("text");
              for (int i = 0; i < MANY; i++) {
                JftraceParkLog.blocker(null);
              }
            });
    assertEquals(String.class, blockers.at(thread, time[0]));
    assertNull(blockers.at(thread, System.nanoTime()));
  }

  @Test
  void overwrittenEntriesAreNotGuessed() throws InterruptedException {
    long[] times = new long[MANY];
    Thread thread =
        run(
            () -> {
              for (int i = 0; i < MANY; i++) {
                times[i] = recorded(i % 2 == 0 ? "text" : 1);
              }
            });
    int oldest = MANY - JftraceParkLog.CAPACITY + 1;
    assertNull(blockers.at(thread, times[0]));
    assertNull(blockers.at(thread, times[oldest - 1]));
    for (int i = oldest; i < MANY; i++) {
      assertEquals(i % 2 == 0 ? String.class : Integer.class, blockers.at(thread, times[i]));
    }
  }

  @Test
  void aWriterThatLapsTheReaderNeverGivesAWrongClass() throws InterruptedException {
    AtomicLong textSince = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    Thread thread = new Thread(() -> alternate(textSince, done));
    thread.start();
    int answers = 0;
    for (int i = 0; i < 300_000; i++) {
      Class<?> answer = blockers.at(thread, textSince.get());
      if (answer != null) {
        assertEquals(String.class, answer);
        answers++;
      }
    }
    done.set(true);
    thread.join();
    assertTrue(answers > 0);
  }

  @Test
  void logsOfEndedThreadsGoToOthers() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3 * JftraceParkLog.MAX_LOGS; i++) {
      threads.add(run(() -> JftraceParkLog.blocker("text")));
    }
    long now = System.nanoTime();
    long unseen = threads.stream().filter(thread -> blockers.at(thread, now) == null).count();
    assertTrue(unseen >= 2 * JftraceParkLog.MAX_LOGS, "the number of logs is limited");
    Thread seen =
        threads.stream().filter(thread -> blockers.at(thread, now) != null).findAny().orElseThrow();
    blockers.drained();
    blockers.drained();
    assertEquals(String.class, blockers.at(seen, now), "may be asked late");
    blockers.drained();
    assertNull(blockers.at(seen, now));
    Thread next = run(() -> JftraceParkLog.blocker(1));
    assertEquals(Integer.class, blockers.at(next, System.nanoTime()));
    assertNull(blockers.at(next, now), "what the log's last owner did is not its own");
  }

  @Test
  void nothingIsRecordedOrKeptAfterTheEnd() throws InterruptedException {
    Thread before = run(() -> JftraceParkLog.blocker("text"));
    JftraceParkLog.stop();
    Thread after = run(() -> JftraceParkLog.blocker("text"));
    assertNull(blockers.at(before, System.nanoTime()));
    assertNull(blockers.at(after, System.nanoTime()));
  }

  @Test
  void aLogHoldsNoClass() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    List<Object> ownLoaders = new ArrayList<>();
    ownLoaders.add(new OwnLoader().blocker());
    WeakReference<Object> loader =
        new WeakReference<>(ownLoaders.get(0).getClass().getClassLoader());
    assertNotNull(loader.get());
    Thread thread =
        new Thread(
            () -> {
              JftraceParkLog.blocker(ownLoaders.remove(0));
              while (!end.get()) {
                Thread.onSpinWait();
              }
            });
    thread.start();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    end.set(true);
    thread.join();
    assertNull(loader.get());
  }

  /** Defines a class of its own that can be unloaded. */
  private static final class OwnLoader extends ClassLoader {

    Object blocker() throws Exception {
      String name = ParkBlockersTest.class.getPackageName() + ".OwnBlocker";
      byte[] bytes;
      try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        bytes = in.readAllBytes();
      }
      return defineClass(name, bytes, 0, bytes.length).getDeclaredConstructor().newInstance();
    }
  }

  private static void alternate(AtomicLong textSince, AtomicBoolean done) {
    while (!done.get()) {
      textSince.lazySet(recorded("text"));
      for (int i = 0; i < 50; i++) {
        recorded("text");
      }
      recorded(1);
    }
  }

  /** A time at which the blocker is what was recorded. */
  private static long recorded(Object blocker) {
    JftraceParkLog.blocker(blocker);
    return System.nanoTime();
  }

  private static Thread run(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    return thread;
  }
}
