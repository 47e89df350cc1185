// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts malformed data by kind. Written by one thread, read by any. */
public final class MalformedCounts {

  private final Map<Malformed, AtomicLong> counts = new EnumMap<>(Malformed.class);

  public MalformedCounts() {
    for (Malformed kind : Malformed.values()) {
      counts.put(kind, new AtomicLong());
    }
  }

  /** Counts one. */
  public void add(Malformed kind) {
    AtomicLong count = counts.get(kind);
    count.lazySet(count.getPlain() + 1);
  }

  public long count(Malformed kind) {
    return counts.get(kind).get();
  }

  public long total() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** Those that there are, as {@code 3 record_length, 1 unknown_event}; empty if there is none. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Malformed kind : Malformed.values()) {
      if (count(kind) > 0) {
        text.append(text.length() == 0 ? "" : ", ");
        text.append(count(kind)).append(' ').append(kind.label());
      }
    }
    return text.toString();
  }
}
