// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tracer for each resource of the application's SDKs, so that a child is from the same as its
 * parent. For one thread.
 */
final class ResourceTracers {

  /** So many are kept, of those last used; others are made again when they come up. */
  private static final int MAX_TRACERS = 16;

  private static final String SCOPE = "io.jftrace";

  private final Map<Map<String, Object>, Tracer> tracers =
      new LinkedHashMap<>(MAX_TRACERS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, Object>, Tracer> eldest) {
          return size() > MAX_TRACERS;
        }
      };

  private final SpanProcessor processor;
  private final String version;
  private final Tracer ofVariables;

  ResourceTracers(Resource ofVariables, SpanProcessor processor, String version) {
    this.processor = processor;
    this.version = version;
    this.ofVariables = tracer(ofVariables);
  }

  /**
   * The tracer for a resource as {@link io.jftrace.timeline.SpanRef#resource()} gives it; null
   * stands for that of the variables.
   */
  Tracer of(Map<String, Object> resource) {
    if (resource == null) {
      return ofVariables;
    }
    Tracer tracer = tracers.get(resource);
    if (tracer == null) {
      tracer = tracer(SpanResource.of(resource));
      tracers.put(resource, tracer);
    }
    return tracer;
  }

  private Tracer tracer(Resource resource) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        // The application has decided already, else nothing would be here.
        .setSampler(Sampler.alwaysOn())
        .addSpanProcessor(processor)
        .build()
        .tracerBuilder(SCOPE)
        .setInstrumentationVersion(version)
        .build();
  }
}
