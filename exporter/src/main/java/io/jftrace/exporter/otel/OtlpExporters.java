// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider;
import io.opentelemetry.exporter.sender.okhttp.internal.OkHttpGrpcSenderProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The SDK's exporters to a receiver of OTLP. */
final class OtlpExporters {

  private OtlpExporters() {}

  static SpanExporter of(OtlpTarget target, ExecutorService requests) {
    return switch (target.protocol()) {
      case HTTP -> http(target, requests);
      case GRPC -> grpc(target, requests);
    };
  }

  private static SpanExporter http(OtlpTarget target, ExecutorService requests) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setComponentLoader(new OneSender(new JdkHttpSenderProvider()))
            .setEndpoint(target.endpoint().toString())
            .setTimeout(target.timeoutMillis(), TimeUnit.MILLISECONDS)
            .setCompression(target.compression())
            .setExecutorService(requests);
    target.headers().forEach(builder::addHeader);
    if (!target.certificate().isEmpty()) {
      builder.setTrustedCertificates(pem(target.certificate()));
    }
    if (target.hasClientTls()) {
      builder.setClientTls(pem(target.clientKey()), pem(target.clientCertificate()));
    }
    return builder.build();
  }

  /** The JDK's client cannot read the trailers that gRPC's status is in. */
  private static SpanExporter grpc(OtlpTarget target, ExecutorService requests) {
    OtlpGrpcSpanExporterBuilder builder =
        OtlpGrpcSpanExporter.builder()
            .setComponentLoader(new OneSender(new OkHttpGrpcSenderProvider()))
            .setEndpoint(target.endpoint().toString())
            .setTimeout(target.timeoutMillis(), TimeUnit.MILLISECONDS)
            .setCompression(target.compression())
            .setRetryPolicy(GrpcRetries.within(target.timeoutMillis()))
            .setExecutorService(requests);
    target.headers().forEach(builder::addHeader);
    if (!target.certificate().isEmpty()) {
      builder.setTrustedCertificates(pem(target.certificate()));
    }
    if (target.hasClientTls()) {
      builder.setClientTls(pem(target.clientKey()), pem(target.clientCertificate()));
    }
    return builder.build();
  }

  private static byte[] pem(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
