// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Stands where an application has the exporter to its tracing backend: writes the application's
 * spans to a file, one a line, with tabs between trace id, span id, name, duration in nanoseconds,
 * and each numeric attribute as {@code key=value}.
 */
final class SpanLog implements SpanExporter {

  private final BufferedWriter writer;
  private boolean closed;

  SpanLog(Path file) throws IOException {
    writer = Files.newBufferedWriter(file);
  }

  @Override
  public synchronized CompletableResultCode export(Collection<SpanData> spans) {
    try {
      for (SpanData span : spans) {
        write(span);
      }
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }

  private void write(SpanData span) throws IOException {
    long durationNanos = span.getEndEpochNanos() - span.getStartEpochNanos();
    StringBuilder line = new StringBuilder(span.getTraceId());
    line.append('\t').append(span.getSpanId()).append('\t').append(span.getName());
    line.append('\t').append(durationNanos);
    span.getAttributes()
        .forEach(
            (key, value) -> {
              if (value instanceof Number) {
                line.append('\t').append(key.getKey()).append('=').append(value);
              }
            });
    writer.append(line).append('\n');
  }

  @Override
  public synchronized CompletableResultCode flush() {
    try {
      writer.flush();
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    close();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
