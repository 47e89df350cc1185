// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Supplier;

/** Holds spans for another exporter while an agent answers, see {@link SpanBreakdowns}. */
final class HoldingExporter implements SpanExporter {

  private final SpanExporter exporter;
  private final HookFinder finder;
  private final EndMarks marks;
  private final HeldQueue queue;
  private final Delivery delivery;
  private final Release release;
  private final ExitFlush exit;

  HoldingExporter(
      SpanExporter exporter,
      HookFinder finder,
      EndMarks marks,
      HeldQueue queue,
      Duration hold,
      Answers answers) {
    this.exporter = exporter;
    this.finder = finder;
    this.marks = marks;
    this.queue = queue;
    this.delivery = new Delivery(exporter, answers);
    this.exit = new ExitFlush(queue, ExitFlush.Hooks.ofJvm());
    this.release = new Release(queue, new Turn(queue, finder, hold, exit), delivery, exit);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    long nanoTime = System.nanoTime();
    boolean isAnswered = finder.openOrNull() != null && !exit.isOver();
    if (queue.isIdle() && (!isAnswered || queue.isClosed() || spans.isEmpty())) {
      return exporter.export(delivery.withBreakdowns(spans));
    }
    marks.ended(spans, nanoTime);
    CompletableResultCode result = queue.add(new HeldBatch(new ArrayList<>(spans), nanoTime));
    release.ensureRunning();
    exit.awaitHeld();
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return afterHeld(exporter::flush);
  }

  @Override
  public CompletableResultCode shutdown() {
    queue.close();
    return afterHeld(exporter::shutdown);
  }

  /** How many spans the other exporter did not take. */
  long failedSpans() {
    return delivery.failedSpans();
  }

  @Override
  public String toString() {
    return "HoldingExporter{"
        + exporter
        + ", held="
        + queue.heldSpans()
        + ", failed="
        + delivery.failedSpans()
        + ", refused="
        + queue.refusedSpans()
        + "}";
  }

  private CompletableResultCode afterHeld(Supplier<CompletableResultCode> call) {
    CompletableResultCode result = new CompletableResultCode();
    HeldCall held = new HeldCall(() -> Results.pass(Results.guarded(call), result));
    if (!queue.addCall(held)) {
      return call.get();
    }
    release.ensureRunning();
    return result;
  }
}
