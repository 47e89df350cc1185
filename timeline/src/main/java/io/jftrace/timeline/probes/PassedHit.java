// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TracedThread;

/** The hit that is being passed to the sinks. */
final class PassedHit implements ProbeHit {

  private final SpanSource spans;

  private ProbeType type;
  private TracedThread thread;
  private long startNanos;
  private long endNanos;
  private boolean shown;

  /** The entry, or null if it is no call. */
  private OpenCall entry;

  private int entryFields;
  private ProbeValues values;
  private boolean spanAsked;
  private SpanRef span;

  PassedHit(SpanSource spans) {
    this.spans = spans;
  }

  /** A hit of a probe that is no call. */
  void hit(
      ProbeType newType,
      TracedThread newThread,
      long timeNanos,
      ProbeValues newValues,
      boolean newShown) {
    set(newType, newThread, timeNanos, newValues, newShown);
    startNanos = timeNanos;
    entry = null;
    entryFields = 0;
    spanAsked = false;
  }

  /**
   * A call.
   *
   * @param newValues of its return
   */
  void call(
      ProbeType newType,
      TracedThread newThread,
      OpenCall newEntry,
      long returnNanos,
      ProbeValues newValues,
      boolean newShown) {
    set(newType, newThread, returnNanos, newValues, newShown);
    startNanos = newEntry.startNanos();
    entry = newEntry;
    entryFields = newType.entryFields().size();
    spanAsked = true;
    span = newEntry.span();
  }

  private void set(
      ProbeType newType,
      TracedThread newThread,
      long newEndNanos,
      ProbeValues newValues,
      boolean newShown) {
    type = newType;
    thread = newThread;
    endNanos = newEndNanos;
    values = newValues;
    shown = newShown;
  }

  @Override
  public ProbeType type() {
    return type;
  }

  @Override
  public TracedThread thread() {
    return thread;
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public long number(int index) {
    return index < entryFields ? entry.number(index) : values.number(index - entryFields);
  }

  @Override
  public String text(int index) {
    return index < entryFields ? entry.text(index) : values.text(index - entryFields);
  }

  @Override
  public SpanRef span() {
    if (!spanAsked) {
      spanAsked = true;
      span = spans.activeAt(thread, startNanos);
    }
    return span;
  }

  @Override
  public boolean isShown() {
    return shown;
  }
}
