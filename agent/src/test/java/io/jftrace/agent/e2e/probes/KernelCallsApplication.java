// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.sun.jna.Function;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Makes system calls a known number of times, on known threads. */
final class KernelCallsApplication {

  /** At a time: by itself, the kernel follows the returns of ten calls only. */
  static final int SLEEPERS = 16;

  static final int SLEEPS = 20;
  static final int SLEEP_NANOS = 20_000_000;
  static final int SYNCS = 200;
  static final int OPENS = 100;

  /** Followed by a number. */
  static final String ABSENT_FILE = "/dev/shm/absent-";

  static final String SLEEP = "sleep";
  static final String SYNC = "sync";
  static final String OPEN = "open";
  static final String SLEEPER = "sleeper";
  static final String SYNCER = "syncer";
  static final String OPENER = "opener";

  private static final Path SYNCED_FILE = Path.of("/dev/shm/synced");

  private KernelCallsApplication() {}

  public static void main(String[] args) throws Exception {
    Function usleep = Function.getFunction("c", "usleep");
    OwnRecording.of(
        args,
        () -> {
          OwnRecording.onThreads(SLEEPERS, SLEEPER, () -> sleepOften(usleep));
          OwnRecording.onThreads(1, SYNCER, KernelCallsApplication::syncOften);
          OwnRecording.onThreads(1, OPENER, KernelCallsApplication::openOften);
        });
  }

  /** Not by Thread.sleep, which waits for a futex. */
  private static void sleepOften(Function usleep) throws Exception {
    Object[] micros = {SLEEP_NANOS / 1_000};
    for (int i = 0; i < SLEEPS; i++) {
      CallEvent.around(SLEEP, SLEEP_NANOS, () -> usleep.invokeInt(micros));
    }
  }

  /** With fsync, which has the argument 0 for the kernel, and fdatasync, which has 1, in turns. */
  private static void syncOften() throws Exception {
    try (FileChannel channel = FileChannel.open(SYNCED_FILE, CREATE, WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        boolean isDataOnly = i % 2 == 1;
        CallEvent.around(
            SYNC,
            isDataOnly ? 1 : 0,
            () -> {
              channel.force(!isDataOnly);
              return 0;
            });
      }
    }
  }

  private static void openOften() throws Exception {
    for (int i = 0; i < OPENS; i++) {
      String file = ABSENT_FILE + i;
      CallEvent.around(OPEN, 0, () -> open(file));
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
