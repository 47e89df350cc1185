// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** CPUs that threads can be bound to. */
final class Cpus {

  private static final int MAX = 1024;

  /** The system calls of the tests. */
  interface Libc extends Library {
    Libc INSTANCE = Native.load("c", Libc.class);

    int sched_setaffinity(int tid, long sizeBytes, byte[] mask);

    int getppid();
  }

  private Cpus() {}

  /** All that this process may use. Leaves the thread bound to one of them. */
  static List<Integer> usable() {
    return IntStream.range(0, MAX).filter(Cpus::bind).boxed().toList();
  }

  /** Lets the calling thread run on that CPU only; false if that cannot be. */
  static boolean bind(int cpu) {
    byte[] mask = new byte[MAX / 8];
    mask[cpu / 8] = (byte) (1 << (cpu % 8));
    return Libc.INSTANCE.sched_setaffinity(0, mask.length, mask) == 0;
  }

  /** The kernel's id of the calling thread. */
  static int tid() throws IOException {
    Path task = Files.readSymbolicLink(Path.of("/proc/thread-self"));
    return Integer.parseInt(task.getFileName().toString());
  }
}
