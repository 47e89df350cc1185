// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import io.jftrace.timeline.AgentThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.scheduler.TidMap;
import java.util.IdentityHashMap;

/**
 * Passes the hits of the user's probes to the sinks, and the calls that it makes of entries and
 * returns, see {@link OpenCalls}. No call is passed that spans a loss of events of its thread. What
 * the agent's own threads do is left out: it is not the application's doing.
 *
 * <p>Allocates for a thread's first calls, and for texts, but not for each hit.
 */
public final class ProbeHits {

  private final TimelineSink sink;
  private final SpanSource spans;
  private final PassedHit passed;
  private final TidMap<ThreadCalls> threads = new TidMap<>();
  private final IdentityHashMap<ProbeType, ShownLimit> limits = new IdentityHashMap<>();

  public ProbeHits(TimelineSink sink, SpanSource spans) {
    this.sink = sink;
    this.spans = spans;
    this.passed = new PassedHit(spans);
  }

  /** See {@link io.jftrace.timeline.scheduler.ActivityEvents#probeHit}. */
  public void hit(
      long timeNanos,
      TracedThread thread,
      ProbeType type,
      ProbePoint point,
      long stackPointer,
      ProbeValues values) {
    switch (point) {
      case HIT -> {
        if (!AgentThreads.isOne(thread)) {
          passed.hit(type, thread, timeNanos, values, isShown(type, timeNanos));
          sink.probeHit(passed);
        }
      }
      case ENTRY -> {
        // Now, as at the return it may be long ago: then the log of spans has been overwritten, or
        // has to be searched backwards.
        SpanRef span = spans.activeAt(thread, timeNanos);
        calls(thread, type).entered(timeNanos, stackPointer, span, values);
      }
      case RETURN -> returned(timeNanos, thread, type, stackPointer, values);
    }
  }

  /** Events of a thread were lost. */
  public void forget(int tid) {
    ThreadCalls calls = threads.get(tid);
    if (calls != null) {
      calls.tear();
    }
  }

  /** Events were lost, it is not known of which thread. */
  public void forgetAll() {
    threads.forEach(ThreadCalls::tear);
  }

  /** A thread has ended, and with it what it was in. */
  public void ended(int tid) {
    forget(tid);
    threads.remove(tid);
  }

  private void returned(
      long timeNanos, TracedThread thread, ProbeType type, long stackPointer, ProbeValues values) {
    OpenCall call = calls(thread, type).returned(timeNanos, stackPointer);
    // Only now: at the entry of a young thread's call its name may not be known.
    if (call != null && !AgentThreads.isOne(thread)) {
      passed.call(type, thread, call, timeNanos, values, isShown(type, timeNanos));
      sink.probeHit(passed);
    }
  }

  private OpenCalls calls(TracedThread thread, ProbeType type) {
    ThreadCalls calls = threads.get(thread.tid());
    if (calls == null) {
      calls = new ThreadCalls(sink);
      threads.put(thread.tid(), calls);
    }
    return calls.of(type);
  }

  private boolean isShown(ProbeType type, long timeNanos) {
    ShownLimit limit = limits.get(type);
    if (limit == null) {
      limit = new ShownLimit(type.maxShownPerSecond(), timeNanos);
      limits.put(type, limit);
    }
    return limit.admits(timeNanos);
  }
}
