// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import io.jftrace.timeline.probes.ProbeType;
import java.io.IOException;
import java.util.List;

/**
 * Where scheduler intervals come from. Clock, state letters and thread ids are made uniform inside,
 * so that what follows does not know which source runs. All methods but {@link #health} and {@link
 * #wake} are called by one thread.
 */
public interface SchedulerSource extends AutoCloseable {

  /** A word for the start line, such as "tracefs". */
  String name();

  /**
   * Begins to trace.
   *
   * @param sink receives what {@link #drain} passes
   * @throws IOException if the kernel refuses; the message says what and what to do
   */
  void start(IntervalSink sink) throws IOException;

  /** Waits until it is worth draining, at most so long. */
  void await(int timeoutMillis);

  /** Ends the wait in progress, or the next one at once. Any thread, at any time. */
  void wake();

  /**
   * Passes everything that happened before this call, and after the last one, to the sink, and ends
   * with {@link IntervalSink#complete}.
   */
  void drain() throws IOException;

  /**
   * Passes what happened before this call at less cost: the times in each state, and all else that
   * can wait, wait for the next {@link #drain}.
   */
  void drainEvents() throws IOException;

  /**
   * Passes the threads that waited since before a time when the last drain, of either kind, ended,
   * and had not been woken.
   */
  void forEachWaiting(long sinceNanos, WaitingThreads threads);

  /** How many events have been passed that were about this process. */
  long ownEvents();

  /** The user's probes that are traced; the same once {@link #start} has returned. */
  default List<ProbeType> probes() {
    return List.of();
  }

  /** Counters that any thread may read. */
  SourceHealth health();

  /** Stops tracing and leaves nothing behind in the kernel. */
  @Override
  void close() throws IOException;
}
