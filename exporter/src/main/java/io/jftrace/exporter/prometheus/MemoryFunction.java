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

  private static final String GROUP = "native-memory";

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }

  /** That of a probe; null if it is none of the group, whatever the user calls it. */
  static MemoryFunction of(ProbeType type) {
    if (type.group().equals(GROUP)) {
      for (MemoryFunction function : values()) {
        if (type.name().equals("native_" + function.label)) {
          return function;
        }
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
      long factor = hit.number(i);
      boolean isTooMuch = factor < 0 || Math.multiplyHigh(bytes, factor) != 0;
      bytes = isTooMuch ? 0 : Math.max(0, bytes * factor);
    }
    return bytes;
  }
}
