// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An application with two SDKs made by hand, each with a resource of its own. Writes its spans: the
 * id and the service's name. Ends when the file that it is given exists.
 */
final class TwoServices {

  static final int SPANS = 10;

  private static final int SLEEP_MILLIS = 20;
  private static final long TIMEOUT_NANOS = 60_000_000_000L;

  private TwoServices() {}

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    try (SdkTracerProvider shop = provider("shop");
        SdkTracerProvider bank = provider("bank")) {
      for (int i = 0; i < SPANS; i++) {
        sleepInSpan(shop.get("test"), "shop");
        sleepInSpan(bank.get("test"), "bank");
      }
    }
    awaitFile(Path.of(args[0]));
  }

  /** The spans are exported meanwhile, as the two seconds at the end may be too short for that. */
  private static void awaitFile(Path file) throws InterruptedException {
    long startNanos = System.nanoTime();
    while (!Files.exists(file) && System.nanoTime() - startNanos < TIMEOUT_NANOS) {
      Thread.sleep(50);
    }
  }

  /** What the application says that it is, besides its name. */
  static String teamOf(String service) {
    return "team of the " + service;
  }

  private static SdkTracerProvider provider(String service) {
    return SdkTracerProvider.builder()
        .setResource(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"),
                    service,
                    AttributeKey.stringKey("team"),
                    teamOf(service))))
        .addSpanProcessor(new Discard())
        .build();
  }

  private static void sleepInSpan(Tracer tracer, String service) throws InterruptedException {
    Span span = tracer.spanBuilder("request").setNoParent().startSpan();
    try (Scope scope = span.makeCurrent()) {
      Thread.sleep(SLEEP_MILLIS);
    } finally {
      span.end();
    }
    System.out.println(span.getSpanContext().getSpanId() + "\t" + service);
  }

  /** Without a processor the SDK gives invalid spans. */
  private static final class Discard implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
