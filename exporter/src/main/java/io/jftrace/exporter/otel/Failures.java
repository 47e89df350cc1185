// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;

/** Says in a few words why an export failed. */
final class Failures {

  /** Of what a receiver says: it ends up in one line. */
  private static final int MAX_CHARS = 200;

  private Failures() {}

  static String reason(CompletableResultCode failed) {
    return failed.isDone() ? reason(failed.getFailureThrowable()) : "no answer yet";
  }

  private static String reason(Throwable thrown) {
    if (thrown == null) {
      return "cannot be written";
    }
    if (thrown instanceof HttpExportException http && http.getResponse() != null) {
      return "HTTP status " + http.getResponse().getStatusCode();
    }
    if (thrown instanceof GrpcExportException grpc && grpc.getResponse() != null) {
      return grpcStatus(grpc.getResponse());
    }
    Throwable cause = thrown;
    while (isWrapper(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException) {
      return cause.getMessage();
    }
    String type = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? type : type + ": " + oneLine(cause.getMessage());
  }

  private static String grpcStatus(GrpcResponse response) {
    String description = response.getStatusDescription();
    String status = "gRPC status " + response.getStatusCode();
    return description == null || description.isBlank()
        ? status
        : status + ": " + oneLine(description);
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
  }

  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof FailedExportException
        || thrown instanceof CompletionException
        || thrown instanceof UncheckedIOException;
  }
}
