// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import io.jftrace.timeline.waits.PauseSink;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The last pause of each collector, as java.management tells it: complete before the threads go on,
 * in milliseconds since the JVM's start.
 */
final class ManagedCollectors extends GcPauses {

  /**
   * Collectors that work beside the application have a bean for their cycles, and one for pauses.
   */
  private static final String CYCLES = " Cycles";

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Times are cut to milliseconds, the JVM's start and a pause's end one each. */
  private static final long PRECISION_NANOS = 2 * NANOS_PER_MILLI;

  private static final class Collector {
    final GarbageCollectorMXBean bean;
    long count;

    Collector(GarbageCollectorMXBean bean) {
      this.bean = bean;
      this.count = bean.getCollectionCount();
    }
  }

  private final List<Collector> collectors = new ArrayList<>();
  private final JvmStart jvmStart;
  private long askedNanos;

  ManagedCollectors() {
    for (GarbageCollectorMXBean bean :
        ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
      if (!bean.getName().endsWith(CYCLES)) {
        collectors.add(new Collector(bean));
      }
    }
    askedNanos = System.nanoTime();
    // Not by the uptime, which begins some ten milliseconds earlier: pauses are counted from when
    // the JVM was ready (Management::record_vm_init_completed, JDK 17 and 25).
    long startMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
    jvmStart =
        new JvmStart(askedNanos - (System.currentTimeMillis() - startMillis) * NANOS_PER_MILLI);
  }

  @Override
  void pass(PauseSink sink) {
    long beginNanos = System.nanoTime();
    for (Collector collector : collectors) {
      long count = collector.bean.getCollectionCount();
      if (count != collector.count) {
        GcInfo last = collector.bean.getLastGcInfo();
        if (last != null) {
          pass(last, sink);
        }
        if (last == null || count - collector.count > 1) {
          sink.pausesMissed(askedNanos - PRECISION_NANOS, System.nanoTime());
        }
        collector.count = count;
      }
    }
    askedNanos = beginNanos;
  }

  private void pass(GcInfo pause, PauseSink sink) {
    long endNanos = pause.getEndTime() * NANOS_PER_MILLI;
    // It ended since it was last asked.
    jvmStart.liesBetween(
        askedNanos - endNanos - PRECISION_NANOS, System.nanoTime() - endNanos + PRECISION_NANOS);
    sink.pause(
        jvmStart.nanos() + pause.getStartTime() * NANOS_PER_MILLI - PRECISION_NANOS,
        jvmStart.nanos() + endNanos + PRECISION_NANOS);
  }
}
