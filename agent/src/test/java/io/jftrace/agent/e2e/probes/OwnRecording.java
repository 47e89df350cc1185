// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import io.jftrace.agent.e2e.AgentStart;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;

/** An application's recording of what it does. */
final class OwnRecording {

  private OwnRecording() {}

  /** What is recorded. */
  interface Work {
    void run() throws Exception;
  }

  /**
   * Records the work, prints a line, and returns when standard input ends: the metrics are there
   * until then.
   *
   * @param args the file of the recording; the types of its events, with commas
   */
  static void of(String[] args, Work work) throws Exception {
    AgentStart.await();
    try (Recording recording = new Recording()) {
      for (String type : args[1].split(",", -1)) {
        recording.enable(type).withThreshold(Duration.ZERO).withoutStackTrace();
      }
      recording.start();
      work.run();
      recording.stop();
      // Not by a dump, which calls fsync.
      try (InputStream recorded = recording.getStream(null, null)) {
        Files.copy(recorded, Path.of(args[0]));
      }
    }
    System.out.println("recorded");
    while (System.in.read() >= 0) {
      // What is written does not matter.
    }
  }

  /** Does the work on so many threads at a time, named by a number after the name. */
  static void onThreads(int count, String name, Work work) throws InterruptedException {
    // Deep enough for callbacks within callbacks.
    long stackBytes = 16 << 20;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(new Thread(null, () -> unchecked(work), name + "-" + i, stackBytes));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void unchecked(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
