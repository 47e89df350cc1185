// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.function.Supplier;

/** Makes spans of the SDK that is loaded beside this class, of a service called "made". */
public final class SpanMaker implements Supplier<Span> {

  @Override
  public Span get() {
    Resource resource =
        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "made"));
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(new SpanUser.Discard())
            .build()) {
      return provider.get("test").spanBuilder("span").setNoParent().startSpan();
    }
  }
}
