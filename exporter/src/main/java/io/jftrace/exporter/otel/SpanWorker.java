// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Takes batches from the queue and exports them, on a thread of its own. */
final class SpanWorker implements Runnable {

  private final SpanQueue queue;
  private final ParentEnds ends;
  private final SpanOutputs outputs;
  private final Warnings warnings;
  private SpanPipeline pipeline;
  private final AtomicLong exported = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  SpanWorker(SpanQueue queue, ParentEnds ends, SpanOutputs outputs, Warnings warnings) {
    this.queue = queue;
    this.ends = ends;
    this.outputs = outputs;
    this.warnings = warnings;
  }

  @Override
  public void run() {
    List<ChildSpan> batch = new ArrayList<>();
    try {
      while (queue.take(batch)) {
        export(ends.cut(batch));
        queue.done(batch.size());
        batch.clear();
      }
    } catch (InterruptedException e) {
      // The time to close is over.
    } finally {
      if (pipeline != null) {
        pipeline.close();
      }
    }
  }

  long exported() {
    return exported.get();
  }

  long failed() {
    return failed.get();
  }

  private void export(List<CutSpan> batch) {
    if (batch.isEmpty()) {
      return;
    }
    String failure = failure(batch);
    if (failure == null) {
      exported.addAndGet(batch.size());
    } else {
      long count = failed.addAndGet(batch.size());
      warnings.warn(() -> "spans not exported to %s (%d so far)".formatted(failure, count));
    }
  }

  // The SDK must be made where a failure cannot reach the application, and only once needed.
  private String failure(List<CutSpan> batch) {
    try {
      if (pipeline == null) {
        pipeline = new SpanPipeline(outputs);
      }
      return pipeline.export(batch);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      return "the OpenTelemetry SDK: " + e;
    }
  }
}
