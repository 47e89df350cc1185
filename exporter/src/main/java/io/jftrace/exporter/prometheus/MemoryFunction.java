// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
import java.util.Locale;

/** The functions of native memory that the group of probes {@code native-memory} follows. */
enum MemoryFunction {
  MALLOC,
  CALLOC,
  REALLOC,
  FREE,
  MMAP,
  MUNMAP;

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }

  /** That of a probe, by the name that the group gives it; null if it is none of the group. */
  static MemoryFunction of(ProbeType type) {
    for (MemoryFunction function : values()) {
      if (type.name().equals("native_" + function.label)
          && type.place().endsWith(":" + function.label)) {
        return function;
      }
    }
    return null;
  }

  /**
   * What was asked for: the probes record nothing but sizes, and calloc a number and a size. 0 if
   * there is none, or so much that it cannot have been given.
   */
  static long bytes(ProbeHit hit) {
    int fields = hit.type().entryFields().size();
    long bytes = fields == 0 ? 0 : 1;
    for (int i = 0; i < fields; i++) {
      bytes *= hit.number(i);
    }
    return Math.max(0, bytes);
  }
}
