// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;

/**
 * An application that writes markers, sleeps and hands over, each within an event of its own, and
 * keeps the recording. Its threads have ended when the recording does.
 */
final class RecordedApplication {

  static final int MARKERS = 10_000;
  static final int SLEEPERS = 4;
  static final int SLEEPS = 25;
  static final int SLEEP_MILLIS = 50;
  static final int TURNS = 500;

  @Name("test.Mark")
  @StackTrace(false)
  static final class Mark extends Event {
    int number;
    long beforeNanos;
    long afterNanos;
  }

  @Name("test.Sleep")
  @StackTrace(false)
  static final class Sleep extends Event {}

  private RecordedApplication() {}

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    try (Recording recording = new Recording()) {
      recording.enable("jftrace.OffCpu").withThreshold(Duration.ZERO);
      recording.enable("jftrace.Marker");
      recording.enable("jftrace.DataLoss");
      recording.enable("jftrace.Reader");
      recording.enable(Mark.class).withThreshold(Duration.ZERO);
      recording.enable(Sleep.class).withThreshold(Duration.ZERO);
      recording.start();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < SLEEPERS; i++) {
        threads.add(new Thread(RecordedApplication::sleepOften, "sleeper-" + i));
      }
      threads.add(new Thread(RecordedApplication::mark, "marker"));
      threads.forEach(Thread::start);
      takeTurns(threads);
      for (Thread thread : threads) {
        thread.join();
      }
      recording.stop();
      recording.dump(Path.of(args[0]));
    }
    awaitNoLanes();
    System.out.println("recorded");
  }

  /** Until the threads that stood for native ones in the recording have ended with it. */
  private static void awaitNoLanes() throws InterruptedException {
    long giveUpNanos = System.nanoTime() + 20_000_000_000L;
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("jftrace-lane "))) {
      if (System.nanoTime() > giveUpNanos) {
        throw new IllegalStateException("lanes are left after the recording");
      }
      Thread.sleep(50);
    }
  }

  private static void sleepOften() {
    for (int i = 0; i < SLEEPS; i++) {
      Sleep event = new Sleep();
      event.begin();
      try {
        Thread.sleep(SLEEP_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      event.commit();
    }
  }

  private static void mark() {
    try (FileOutputStream marker = new FileOutputStream(markerFile().toFile())) {
      for (int i = 0; i < MARKERS; i++) {
        byte[] line = ("mark " + i + "\n").getBytes(StandardCharsets.US_ASCII);
        Mark event = new Mark();
        event.number = i;
        event.begin();
        long before = System.nanoTime();
        marker.write(line);
        long after = System.nanoTime();
        event.end();
        event.beforeNanos = before;
        event.afterNanos = after;
        event.commit();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path markerFile() throws IOException {
    String own = "jftrace_" + ProcessHandle.current().pid() + "_*";
    try (DirectoryStream<Path> instances =
        Files.newDirectoryStream(Path.of("/sys/kernel/tracing/instances"), own)) {
      return instances.iterator().next().resolve("trace_marker");
    }
  }

  /** Two threads that wake each other by park and unpark. */
  private static void takeTurns(List<Thread> started) {
    Thread[] pair = new Thread[2];
    int[] turn = {0};
    for (int me = 0; me < 2; me++) {
      int mine = me;
      pair[me] = new Thread(() -> turns(mine, pair, turn), "turn-" + me);
    }
    pair[0].start();
    pair[1].start();
    started.addAll(List.of(pair));
  }

  private static void turns(int mine, Thread[] pair, int[] turn) {
    for (int i = 0; i < TURNS; i++) {
      while (true) {
        synchronized (turn) {
          if (turn[0] % 2 == mine) {
            turn[0]++;
            break;
          }
        }
        LockSupport.park();
      }
      LockSupport.unpark(pair[1 - mine]);
    }
  }
}
