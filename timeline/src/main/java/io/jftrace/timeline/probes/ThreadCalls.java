// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import io.jftrace.timeline.TimelineSink;
import java.util.IdentityHashMap;

/** The calls of all probes that one thread is in. */
final class ThreadCalls {

  private final TimelineSink sink;
  private final IdentityHashMap<ProbeType, OpenCalls> byType = new IdentityHashMap<>();

  ThreadCalls(TimelineSink sink) {
    this.sink = sink;
  }

  OpenCalls of(ProbeType type) {
    OpenCalls calls = byType.get(type);
    if (calls == null) {
      calls = new OpenCalls(type, sink);
      byType.put(type, calls);
    }
    return calls;
  }

  /** It is not known any more what the thread is in. */
  void tear() {
    byType.values().forEach(OpenCalls::tear);
  }
}
