// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;

import com.sun.jna.Function;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes system calls a known number of times, on known threads. */
final class KernelCallsApplication {

  /** At a time: by itself, the kernel follows the returns of ten calls only. */
  static final int SLEEPERS = 16;

  static final int SLEEPS = 20;
  static final int SLEEP_NANOS = 20_000_000;
  static final int WRITES = 200;
  static final int OPENS = 100;

  /** Followed by a number. */
  static final String ABSENT_FILE = "/dev/shm/absent-";

  static final String SLEEP = "sleep";
  static final String WRITE = "write";
  static final String OPEN = "open";
  static final String SLEEPER = "sleeper";
  static final String WRITER = "writer";
  static final String OPENER = "opener";

  /** Nothing else runs in the kernel that could have the agent's usual port. */
  private static final String METRICS = "http://127.0.0.1:9464/metrics";

  private static final String OPENS_METRIC = "jftrace_probe_hits_total{probe=\"absent\"";
  private static final long GIVE_UP_NANOS = 60_000_000_000L;
  private static final Path WRITTEN_FILE = Path.of("/dev/shm/written");

  private KernelCallsApplication() {}

  public static void main(String[] args) throws Exception {
    Function usleep = Function.getFunction("c", "usleep");
    OwnRecording.of(
        args,
        () -> {
          OwnRecording.onThreads(SLEEPERS, SLEEPER, () -> sleepOften(usleep));
          OwnRecording.onThreads(1, WRITER, KernelCallsApplication::writeOften);
          OwnRecording.onThreads(1, OPENER, KernelCallsApplication::openOften);
          awaitOpensInMetrics();
        });
  }

  /** Not by Thread.sleep, which waits for a futex. */
  private static void sleepOften(Function usleep) throws Exception {
    Object[] micros = {SLEEP_NANOS / 1_000};
    for (int i = 0; i < SLEEPS; i++) {
      CallEvent.around(SLEEP, SLEEP_NANOS, () -> usleep.invokeInt(micros));
    }
  }

  /** One byte, then two, and so on. */
  private static void writeOften() throws Exception {
    try (FileChannel channel = FileChannel.open(WRITTEN_FILE, CREATE, StandardOpenOption.WRITE)) {
      for (int i = 1; i <= WRITES; i++) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(i);
        CallEvent.around(WRITE, i, () -> channel.write(bytes));
      }
    }
  }

  private static void openOften() throws Exception {
    for (int i = 0; i < OPENS; i++) {
      String file = ABSENT_FILE + i;
      CallEvent.around(OPEN, 0, () -> open(file));
    }
  }

  /**
   * Until the agent, slowed down by the emulation, has come so far. It has read all else then, as
   * it reads in the order of time.
   */
  private static void awaitOpensInMetrics() throws Exception {
    long giveUpNanos = System.nanoTime() + GIVE_UP_NANOS;
    while (opensInMetrics() < OPENS) {
      if (System.nanoTime() > giveUpNanos) {
        throw new IllegalStateException("not all opens are in the metrics");
      }
      Thread.sleep(500);
    }
  }

  private static long opensInMetrics() throws IOException {
    try (InputStream metrics = URI.create(METRICS).toURL().openStream()) {
      return new String(metrics.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(OPENS_METRIC))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    }
  }

  private static long open(String file) throws Exception {
    try (FileInputStream stream = new FileInputStream(file)) {
      return stream.available();
    } catch (FileNotFoundException e) {
      return -1;
    }
  }
}
