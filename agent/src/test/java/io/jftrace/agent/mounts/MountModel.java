// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import io.jftrace.hook.JftraceMountLog;
import io.jftrace.hook.JftraceMountRing;
import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Carriers that do things at random with virtual threads, and a record of it that is complete. */
final class MountModel {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  /**
   * What was so from a time on: a thread on its carrier, or a span on its thread; null for none.
   */
  private record Change(long timeNanos, Thread of, Object value) {}

  private final Random random;
  private final List<Thread> carriers;
  private final List<Thread> virtuals;
  private final Thread[] mounted;
  private final List<Change> mounts = new ArrayList<>();
  private final List<Change> spans = new ArrayList<>();
  private long lastNanos;
  private int nextSpan = 1;

  MountModel(Random random, List<Thread> carriers, List<Thread> virtuals) {
    this.random = random;
    this.carriers = carriers;
    this.virtuals = virtuals;
    this.mounted = new Thread[carriers.size()];
  }

  /** Gives the carriers rings of that size, before they use them. */
  void rings(int capacity) {
    for (Thread carrier : carriers) {
      JftraceMountRing ring = JftraceMountLog.ring(carrier);
      for (int place = 0; place < JftraceMountLog.PLACES; place++) {
        JftraceMountLog.replace(place, ring, new JftraceMountRing(carrier, capacity));
      }
    }
  }

  /** One carrier does one thing. */
  void step() {
    int index = random.nextInt(carriers.size());
    Thread carrier = carriers.get(index);
    JftraceMountRing ring = JftraceMountLog.ring(carrier);
    long timeNanos = now();
    Thread virtual = mounted[index];
    if (virtual == null) {
      virtual = unmounted();
      mount(index, carrier, virtual, timeNanos);
      ring.add(JftraceMountRing.MOUNT, virtual, timeNanos);
    } else {
      switch (random.nextInt(3)) {
        case 0 -> {
          mount(index, carrier, null, timeNanos);
          ring.add(JftraceMountRing.UNMOUNT, null, timeNanos);
        }
        case 1 -> {
          spans.add(new Change(timeNanos, virtual, null));
          ring.add(JftraceMountRing.NO_SPAN, virtual, timeNanos);
        }
        default -> {
          SpanRef span = new SpanRef(TRACE, "%016x".formatted(nextSpan++), random.nextBoolean());
          spans.add(new Change(timeNanos, virtual, span));
          ring.addSpan(virtual, TRACE, span.spanId(), span.sampled(), 0, null, timeNanos);
        }
      }
    }
  }

  /** Later than all before. */
  long now() {
    lastNanos = Math.max(lastNanos + 1, System.nanoTime());
    return lastNanos;
  }

  Thread mountedAt(Thread carrier, long timeNanos) {
    return (Thread) at(mounts, carrier, timeNanos);
  }

  SpanRef spanAt(Thread virtual, long timeNanos) {
    return (SpanRef) at(spans, virtual, timeNanos);
  }

  private void mount(int index, Thread carrier, Thread virtual, long timeNanos) {
    mounted[index] = virtual;
    mounts.add(new Change(timeNanos, carrier, virtual));
  }

  private Thread unmounted() {
    while (true) {
      Thread virtual = virtuals.get(random.nextInt(virtuals.size()));
      if (!List.of(nonNull()).contains(virtual)) {
        return virtual;
      }
    }
  }

  private Thread[] nonNull() {
    List<Thread> threads = new ArrayList<>();
    for (Thread thread : mounted) {
      if (thread != null) {
        threads.add(thread);
      }
    }
    return threads.toArray(new Thread[0]);
  }

  private static Object at(List<Change> changes, Thread thread, long timeNanos) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      Change change = changes.get(i);
      if (change.of() == thread && change.timeNanos() <= timeNanos) {
        return change.value();
      }
    }
    return null;
  }
}
