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
 * spans to a file, one a line, with tabs between trace id, span id and name.
 */
final class SpanLog implements SpanExporter {

  private final BufferedWriter writer;
  private long count;
  private boolean closed;

  SpanLog(Path file) throws IOException {
    writer = Files.newBufferedWriter(file);
  }

  synchronized long count() {
    return count;
  }

  @Override
  public synchronized CompletableResultCode export(Collection<SpanData> spans) {
    try {
      for (SpanData span : spans) {
        writer.write(span.getTraceId() + '\t' + span.getSpanId() + '\t' + span.getName() + '\n');
        count++;
      }
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
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
