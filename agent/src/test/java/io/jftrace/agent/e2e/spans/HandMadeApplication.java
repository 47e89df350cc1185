// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.exporter.extension.SpanBreakdowns;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.nio.file.Path;

/** Builds its SDK by hand. Arguments: a file to write, the endpoint, the service's name. */
public final class HandMadeApplication {

  private HandMadeApplication() {}

  public static void main(String[] args) throws Exception {
    try (SdkTracerProvider provider = provider(args[1], args[2])) {
      Requests.run(provider.get("test"), Path.of(args[0]));
      Phases.awaitEnd();
    }
  }

  /** The requests and no more, for another application. */
  public static void runRequests(String file, String endpoint, String service) throws Exception {
    try (SdkTracerProvider provider = provider(endpoint, service)) {
      Requests.run(provider.get("test"), Path.of(file));
    }
  }

  private static SdkTracerProvider provider(String endpoint, String service) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build();
    Attributes attributes = Attributes.of(AttributeKey.stringKey("service.name"), service);
    SpanBreakdowns breakdowns = SpanBreakdowns.create();
    return SdkTracerProvider.builder()
        .setResource(Resource.getDefault().merge(Resource.create(attributes)))
        .addSpanProcessor(
            breakdowns.processor(BatchSpanProcessor.builder(breakdowns.exporter(exporter)).build()))
        .build();
  }
}
