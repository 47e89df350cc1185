// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.spans.SpanAccount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A span's account as attributes for the span, which docs/spans.md tells the meaning of. */
public final class BreakdownAttributes {

  private static final double NANOS_PER_SECOND = 1e9;

  private static final WaitReason[] REASONS = WaitReason.values();

  private static final Map<WaitReason, String> TIMES = new EnumMap<>(WaitReason.class);
  private static final Map<WaitReason, String> COUNTS = new EnumMap<>(WaitReason.class);

  static {
    for (WaitReason reason : REASONS) {
      TIMES.put(reason, "jftrace.wait." + reason.label() + ".time");
      COUNTS.put(reason, "jftrace.wait." + reason.label() + ".count");
    }
  }

  private BreakdownAttributes() {}

  /**
   * The attributes of an account.
   *
   * @return name, value, name, value, …: times in seconds as Double, counts as Long
   */
  public static Object[] of(SpanAccount account) {
    List<Object> attributes = new ArrayList<>();
    addTime(attributes, "jftrace.cpu.time", account.cpuNanos());
    addTime(attributes, "jftrace.runqueue.time", account.runQueueNanos());
    addCount(attributes, "jftrace.runqueue.count", account.runQueueCount());
    for (WaitReason reason : REASONS) {
      addKind(
          attributes,
          TIMES.get(reason),
          account.waitNanos(reason),
          COUNTS.get(reason),
          account.waitCount(reason));
    }
    addKind(
        attributes,
        "jftrace.unmounted.time",
        account.unmountedNanos(),
        "jftrace.unmounted.count",
        account.unmountedCount());
    if (account.unknownNanos() != 0) {
      addTime(attributes, "jftrace.unknown.time", account.unknownNanos());
    }
    addTime(attributes, "jftrace.thread.time", account.threadNanos());
    addCount(attributes, "jftrace.thread.count", account.threads());
    return attributes.toArray();
  }

  /** A kind that there was nothing of is left out. */
  private static void addKind(
      List<Object> attributes, String timeName, long nanos, String countName, long count) {
    if (nanos != 0 || count != 0) {
      addTime(attributes, timeName, nanos);
      addCount(attributes, countName, count);
    }
  }

  private static void addTime(List<Object> attributes, String name, long nanos) {
    attributes.add(name);
    attributes.add(nanos / NANOS_PER_SECOND);
  }

  private static void addCount(List<Object> attributes, String name, long count) {
    attributes.add(name);
    attributes.add(count);
  }
}
