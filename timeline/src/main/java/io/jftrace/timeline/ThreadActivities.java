// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.waits.ThreadActivity;
import io.jftrace.timeline.waits.WaitClassifier;

/** What the threads are doing, by tid. */
final class ThreadActivities {

  private final Threads threads;
  private final TimelineSink sink;
  private final WaitClassifier classifier;

  ThreadActivities(Threads threads, TimelineSink sink, WaitClassifier classifier) {
    this.threads = threads;
    this.sink = sink;
    this.classifier = classifier;
  }

  /** What a thread does; null if there is no such thread. */
  ThreadActivity of(int tid) {
    TracedThread thread = threads.resolved(tid);
    if (thread == null) {
      return null;
    }
    if (thread.activity() == null) {
      thread.activity(new ThreadActivity(thread, sink, classifier));
    }
    return thread.activity();
  }

  /** What a thread does; null if no event has told. */
  ThreadActivity known(int tid) {
    TracedThread thread = threads.get(tid);
    return thread == null ? null : thread.activity();
  }
}
