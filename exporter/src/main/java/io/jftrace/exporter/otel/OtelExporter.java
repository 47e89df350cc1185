// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanEndSink;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpansHealth;
import io.jftrace.timeline.TimelineSink;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits, and calls that probes follow, as OpenTelemetry spans, children of the application's spans
 * that they happened in: to receivers that the standard variables name, to a file, or to both. What
 * a span looks like is told in docs/spans.md.
 *
 * <p>The OpenTelemetry SDK is loaded, on a daemon thread, when there is a first span to export.
 */
public final class OtelExporter implements SpansHealth, SpanEndSink, AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final SpanQueue queue;
  private final ParentEnds ends = new ParentEnds();
  private final SpanWorker worker;
  private final String description;
  private final OutputStream file;
  private final ChildSpanSink sink;
  private Thread thread;
  private boolean closed;

  private OtelExporter(OtelSettings settings, SpanOutputs outputs, Batching batching) {
    this.queue = new SpanQueue(batching);
    this.worker = new SpanWorker(queue, ends, outputs, new Warnings(settings.warn()));
    this.description = outputs.description();
    this.file = outputs.file();
    this.sink = new ChildSpanSink(settings, this::offer);
  }

  /**
   * Opens the outputs that the settings name, without connecting to anything.
   *
   * @return empty if there is nowhere to export to
   * @throws IOException if an output cannot be used; the message is one line and says what to do
   */
  public static Optional<OtelExporter> open(OtelSettings settings) throws IOException {
    OtelVariables variables = new OtelVariables(settings.variables(), settings.warn());
    if (variables.isTrue("OTEL_SDK_DISABLED")) {
      return Optional.empty();
    }
    Receivers receivers = Receivers.of(variables, settings.spansFile() != null);
    if (receivers.isEmpty() && settings.spansFile() == null) {
      return Optional.empty();
    }
    Batching batching = Batching.of(variables);
    SpanOutputs outputs =
        new SpanOutputs(
            receivers,
            settings.spansFile() == null ? null : SpansFile.open(settings.spansFile()),
            String.valueOf(settings.spansFile()),
            variables.pairs("OTEL_RESOURCE_ATTRIBUTES"),
            variables.get("OTEL_SERVICE_NAME"),
            settings.version(),
            batching.exportTimeoutMillis());
    return Optional.of(new OtelExporter(settings, outputs, batching));
  }

  /** To be called by one thread. */
  public TimelineSink sink() {
    return sink;
  }

  /**
   * Where the spans go, for people: {@code OTLP http://localhost:4318/v1/traces, spans.jsonl}. No
   * secrets of addresses are in it.
   */
  public String description() {
    return description;
  }

  /** By the thread that calls the sink, as the next two. */
  @Override
  public void ended(String traceId, String spanId, long endEpochNanos) {
    ends.ended(new ParentId(traceId, spanId), endEpochNanos);
  }

  /** What waits by now can be exported: whether it has to be cut is known. */
  @Override
  public void endsPassed() {
    queue.release();
  }

  /** What the span had beyond its budget is exported. */
  @Override
  public void finished(SpanRef span) {
    sink.parentEnded(ParentId.of(span));
  }

  @Override
  public long exported() {
    return worker.exported();
  }

  @Override
  public long failed() {
    return worker.failed();
  }

  @Override
  public long dropped() {
    return queue.dropped();
  }

  @Override
  public long summed() {
    return sink.summed();
  }

  /**
   * Exports what waits now. Returns whether all of it was exported, or had failed to be, in time.
   */
  public boolean flush(Duration timeout) throws InterruptedException {
    return queue.flush(timeout.toNanos());
  }

  /**
   * Exports what waits and closes the outputs; what takes longer than two seconds is dropped. By
   * the thread that calls the sink, or when that one has ended.
   */
  @Override
  public void close() {
    sink.passSums();
    Thread running = stop();
    try {
      if (running != null) {
        running.join(CLOSE_TIMEOUT.toMillis());
        running.interrupt();
      }
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    } finally {
      queue.abandon();
    }
    if (running == null) {
      closeFile();
    }
  }

  private void offer(ChildSpan span) {
    queue.offer(span);
    if (thread == null) {
      start();
    }
  }

  private synchronized void start() {
    if (!closed) {
      thread = OurThreads.daemon(worker, "spans");
      thread.start();
    }
  }

  private synchronized Thread stop() {
    closed = true;
    queue.close();
    return thread;
  }

  /** The SDK would do it, if there were one. */
  private void closeFile() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Nothing has been written that could be lost.
    }
  }
}
