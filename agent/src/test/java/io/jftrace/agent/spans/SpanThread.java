// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.hook.JftraceSpanLog;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread on which spans become active, step by step, in one trace. */
final class SpanThread implements AutoCloseable {

  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Thread thread;

  SpanThread() throws InterruptedException, ExecutionException {
    thread = executor.submit(Thread::currentThread).get();
  }

  Thread thread() {
    return thread;
  }

  /** From that time on that span is active. */
  void span(String spanId, long timeNanos) throws InterruptedException, ExecutionException {
    run(() -> JftraceSpanLog.span(TRACE, spanId, true, 0, null, timeNanos));
  }

  /** From that time on none is active. */
  void none(long timeNanos) throws InterruptedException, ExecutionException {
    run(() -> JftraceSpanLog.none(timeNanos));
  }

  /** Returns when it has been run there. */
  void run(Runnable step) throws InterruptedException, ExecutionException {
    executor.submit(step).get();
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  static String id(long n) {
    return Long.toHexString(0x1000000000000000L + n);
  }
}
