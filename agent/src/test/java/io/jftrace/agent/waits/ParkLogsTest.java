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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ParkLogsTest {

  private static final int MANY = 3 * JftraceParkLog.CAPACITY;

  private final ParkLogs parks = new ParkLogs();

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
    assertNull(parks.at(thread, times[0]));
    assertEquals(String.class, parks.at(thread, times[1]));
    assertNull(parks.at(thread, times[2]));
    assertEquals(Integer.class, parks.at(thread, times[3]));
    assertEquals(Integer.class, parks.at(thread, System.nanoTime()));
    assertEquals(String.class, parks.at(thread, times[1]), "looks back");
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
    assertEquals(String.class, parks.at(thread, time[0]));
    assertNull(parks.at(thread, System.nanoTime()));
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
    assertNull(parks.at(thread, times[0]));
    assertNull(parks.at(thread, times[oldest - 1]));
    for (int i = oldest; i < MANY; i++) {
      assertEquals(i % 2 == 0 ? String.class : Integer.class, parks.at(thread, times[i]));
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
      Class<?> answer = parks.at(thread, textSince.get());
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
    long unseen = threads.stream().filter(thread -> parks.at(thread, now) == null).count();
    assertTrue(unseen >= 2 * JftraceParkLog.MAX_LOGS, "the number of logs is limited");
    Thread seen =
        threads.stream().filter(thread -> parks.at(thread, now) != null).findAny().orElseThrow();
    parks.drained();
    parks.drained();
    assertEquals(String.class, parks.at(seen, now), "may be asked late");
    parks.drained();
    assertNull(parks.at(seen, now));
    Thread next = run(() -> JftraceParkLog.blocker(1));
    assertEquals(Integer.class, parks.at(next, System.nanoTime()));
    assertNull(parks.at(next, now), "what the log's last owner did is not its own");
  }

  @Test
  void logsThatNobodyTakesGoBackToTheHeap() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread living = new Thread(() -> parkAndAwait(end));
    living.start();
    for (int i = 0; i < 20; i++) {
      run(() -> JftraceParkLog.blocker("text"));
    }
    while (parks.at(living, System.nanoTime()) == null) {
      Thread.onSpinWait();
    }
    assertEquals(21, logs());
    for (int drain = 0; drain < 50; drain++) {
      parks.drained();
    }
    assertEquals(21, logs(), "another thread may need them");
    for (int drain = 0; drain < 60; drain++) {
      parks.drained();
    }
    assertEquals(1, logs());
    assertEquals(Integer.class, parks.at(living, System.nanoTime()));
    end.countDown();
    living.join();
    Thread next = run(() -> JftraceParkLog.blocker(1));
    assertEquals(Integer.class, parks.at(next, System.nanoTime()));
  }

  private static long logs() {
    return IntStream.range(0, JftraceParkLog.MAX_LOGS)
        .filter(place -> JftraceParkLog.at(place) != null)
        .count();
  }

  private static void parkAndAwait(CountDownLatch end) {
    JftraceParkLog.blocker(1);
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nothingIsRecordedOrKeptAfterTheEnd() throws InterruptedException {
    Thread before = run(() -> JftraceParkLog.blocker("text"));
    JftraceParkLog.stop();
    Thread after = run(() -> JftraceParkLog.blocker("text"));
    assertNull(parks.at(before, System.nanoTime()));
    assertNull(parks.at(after, System.nanoTime()));
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
      String name = ParkLogsTest.class.getPackageName() + ".OwnBlocker";
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
