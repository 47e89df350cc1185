// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import io.jftrace.tracefs.Instance;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Events in known numbers, written by threads that are bound to their CPU. */
enum Flood {
  /** Of many lengths, so that sub-buffers are full to the last byte only sometimes. */
  MARKERS {
    @Override
    void write(Instance instance, int count) throws IOException {
      SplittableRandom random = new SplittableRandom(count);
      String filler = "x".repeat(200);
      String file = instance.directory().resolve("trace_marker").toString();
      try (FileOutputStream marker = new FileOutputStream(file)) {
        for (int i = 0; i < count; i++) {
          String line = i + " " + filler.substring(random.nextInt(filler.length())) + "\n";
          marker.write(line.getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  },

  /** All of 20 bytes: 204 of them leave no room for a count in a sub-buffer of 4 KiB. */
  SYSTEM_CALLS {
    @Override
    boolean isPossible(Instance instance) {
      return Files.isDirectory(instance.directory().resolve("events/" + GETPPID));
    }

    @Override
    void begin(Instance instance, List<Integer> tids) throws IOException {
      String own = tids.stream().map(t -> "common_pid == " + t).collect(Collectors.joining(" || "));
      instance.filter(GETPPID, own);
      instance.enable(GETPPID);
    }

    @Override
    void write(Instance instance, int count) {
      for (int i = 0; i < count; i++) {
        Cpus.Libc.INSTANCE.getppid();
      }
    }
  };

  private static final String GETPPID = "syscalls/sys_enter_getppid";

  /** Whether the kernel has these events. */
  boolean isPossible(Instance instance) {
    return true;
  }

  /** Called before the threads of these ids write. */
  void begin(Instance instance, List<Integer> tids) throws IOException {}

  /** Writes so many events. */
  abstract void write(Instance instance, int count) throws IOException;
}
