// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.HashMap;
import java.util.Map;

/** A timeline that is told literal intervals; threads go by the names given here. */
public final class TestTimeline {

  private final Map<Integer, String> comms = new HashMap<>();
  private final Map<Integer, SpanRef> spans = new HashMap<>();
  private final Timeline timeline;
  private int spanLookups;

  public TestTimeline(TimelineSink sink) {
    this(sink, JavaThreads.UNKNOWN);
  }

  public TestTimeline(TimelineSink sink, JavaThreads javaThreads) {
    this.timeline =
        new Timeline(
            sink,
            javaThreads,
            tid -> comms.getOrDefault(tid, ""),
            (thread, timeNanos) -> {
              spanLookups++;
              return spans.get(thread.tid());
            },
            () -> 0,
            new WaitLookups() {},
            0);
  }

  public TestTimeline thread(int tid, String name) {
    comms.put(tid, name);
    timeline.threadStarted(0, tid, null);
    return this;
  }

  public TestTimeline otherProcess(int tid, String comm) {
    comms.put(tid, comm);
    return this;
  }

  public TestTimeline span(int tid, SpanRef span) {
    spans.put(tid, span);
    return this;
  }

  public Timeline events() {
    return timeline;
  }

  public int spanLookups() {
    return spanLookups;
  }
}
