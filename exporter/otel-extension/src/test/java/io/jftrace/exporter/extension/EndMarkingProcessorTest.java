// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndMarkingProcessorTest {

  private final List<String> calls = new ArrayList<>();

  @Test
  void theOtherProcessorsExtensionsAreNotHidden() {
    endOne(processor(extended()));
    assertEquals(List.of("onStart", "onEnding", "onEnd", "shutdown"), calls);
  }

  @Test
  void theOtherProcessorsOwnCallsPass() {
    endOne(processor(SpanProcessor.class));
    assertEquals(List.of("onStart", "onEnd", "shutdown"), calls);
  }

  private static void endOne(SpanProcessor other) {
    SpanProcessor processor = SpanBreakdowns.create(Duration.ofSeconds(1)).processor(other);
    try (SdkTracerProvider sdk = SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
      sdk.get("test").spanBuilder("a").startSpan().end();
    }
  }

  /** It is in some SDKs only. */
  private static Class<?> extended() {
    try {
      return Class.forName("io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor");
    } catch (ClassNotFoundException e) {
      return abort("this SDK does not tell that a span is ending");
    }
  }

  private SpanProcessor processor(Class<?> type) {
    return (SpanProcessor)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              if (method.getReturnType() == boolean.class) {
                return true;
              }
              if (method.getName().equals("toString")) {
                return "processor";
              }
              calls.add(method.getName());
              return method.getReturnType() == CompletableResultCode.class
                  ? CompletableResultCode.ofSuccess()
                  : null;
            });
  }
}
