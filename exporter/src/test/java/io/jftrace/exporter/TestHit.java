// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeField;
import io.jftrace.timeline.probes.ProbeHit;
import io.jftrace.timeline.probes.ProbeType;
import java.util.List;

/** A hit as a literal; values are Long, Boolean or String. */
public record TestHit(
    ProbeType type,
    TracedThread thread,
    long startNanos,
    long endNanos,
    SpanRef span,
    boolean isShown,
    List<Object> values)
    implements ProbeHit {

  /** One without values, within the limit. */
  public TestHit(
      ProbeType type, TracedThread thread, long startNanos, long endNanos, SpanRef span) {
    this(type, thread, startNanos, endNanos, span, true, List.of());
  }

  /** A probe whose last field is of the return, if it is a call and has any. */
  public static ProbeType probe(String name, boolean isCall, ProbeField... fields) {
    List<ProbeField> all = List.of(fields);
    int entry = isCall && !all.isEmpty() ? all.size() - 1 : all.size();
    return new ProbeType(
        name,
        "uprobe:libc:" + name,
        isCall,
        all.subList(0, entry),
        all.subList(entry, all.size()),
        0);
  }

  @Override
  public long number(int index) {
    Object value = values.get(index);
    return value instanceof Boolean truth ? (truth ? 1 : 0) : (Long) value;
  }

  @Override
  public String text(int index) {
    return (String) values.get(index);
  }
}
