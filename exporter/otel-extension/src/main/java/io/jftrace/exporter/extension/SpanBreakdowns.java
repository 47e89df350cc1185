// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Adds to an SDK's spans where their time went, if jftrace's agent is in the process. For an SDK
 * that is built by hand, one instance of this class for each:
 *
 * <pre>{@code
 * SpanBreakdowns breakdowns = SpanBreakdowns.create();
 * SdkTracerProvider.builder()
 *     .addSpanProcessor(
 *         breakdowns.processor(
 *             BatchSpanProcessor.builder(breakdowns.exporter(exporter)).build()))
 *     .build();
 * }</pre>
 *
 * <p>Autoconfigured SDKs and the OpenTelemetry Java agent find {@link SpanBreakdownsProvider} by
 * themselves.
 */
public final class SpanBreakdowns {

  /** About a kilobyte each. */
  private static final int MAX_HELD = 8192;

  private final HookFinder finder;
  private final Duration hold;
  private final int maxHeld;
  private final EndMarks marks;
  private final Answers answers;
  private final List<HoldingExporter> exporters = new CopyOnWriteArrayList<>();

  SpanBreakdowns(HookFinder finder, Duration hold, int maxHeld) {
    this.finder = finder;
    this.hold = hold;
    this.maxHeld = maxHeld;
    this.marks = new EndMarks(finder);
    this.answers = new Answers(finder);
  }

  /**
   * Holds spans for as long as the system property {@code jftrace.spans.hold} or else the
   * environment variable {@code JFTRACE_SPANS_HOLD} allows, one second by default.
   */
  public static SpanBreakdowns create() {
    return create(HoldTime.ofEnvironment());
  }

  /**
   * Holds spans for a chosen time.
   *
   * @param hold how long a span may be held after its export was asked for; not negative
   */
  public static SpanBreakdowns create(Duration hold) {
    if (hold.isNegative()) {
      throw new IllegalArgumentException("a time to hold spans for is not negative: " + hold);
    }
    return new SpanBreakdowns(HookFinder.ofAgent(), hold, MAX_HELD);
  }

  /**
   * An exporter that holds spans until their breakdown is there, and passes them on in order. It
   * says at once that they are exported, unless too many are held; without jftrace's agent, it
   * passes calls on as they are.
   */
  public SpanExporter exporter(SpanExporter exporter) {
    if (exporter instanceof HoldingExporter) {
      return exporter;
    }
    // An agent that is there already keeps accounts from now on, also of the first span.
    finder.orNull();
    answers.addAsker();
    HeldQueue queue = new HeldQueue(maxHeld);
    HoldingExporter holding = new HoldingExporter(exporter, finder, marks, queue, hold, answers);
    exporters.add(holding);
    return holding;
  }

  /**
   * A processor that does what another one does, also when a span is ending, and tells jftrace's
   * agent when spans end. When it has flushed, the exporters of this object have, too.
   *
   * @param processor one that exports to {@link #exporter}
   */
  public SpanProcessor processor(SpanProcessor processor) {
    return SpanProcessor.composite(
        new EndMarkingProcessor(processor, marks, this::flush), processor);
  }

  /** How many spans exporters did not take, after it was said that they were exported. */
  public long failedSpans() {
    return exporters.stream().mapToLong(HoldingExporter::failedSpans).sum();
  }

  private CompletableResultCode flush() {
    return CompletableResultCode.ofAll(exporters.stream().map(HoldingExporter::flush).toList());
  }
}
