// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SdkSpanTest {

  @Test
  void givesTheClockThatTheSpansOwnTimesAreOf() throws Throwable {
    try (SdkTracerProvider provider = provider(Resource.empty())) {
      Span parent = span(provider, Context.root());
      Span child = span(provider, Context.root().with(parent));
      SdkSpan sdkSpan = SdkSpan.of(parent.getClass());
      long offsetNanos = sdkSpan.clockOffsetNanos(parent);
      assertEquals(offsetNanos, sdkSpan.clockOffsetNanos(child));
      long before = System.nanoTime();
      child.end();
      long after = System.nanoTime();
      long endNanos = ((ReadableSpan) child).toSpanData().getEndEpochNanos();
      assertTrue(before + offsetNanos <= endNanos, "ended before it was told to");
      assertTrue(endNanos <= after + offsetNanos, "ended after it had");
    }
  }

  @Test
  void knowsNothingOfASpanThatIsNotTheSdks() {
    assertNull(SdkSpan.of(Span.getInvalid().getClass()));
    assertNull(SdkSpan.of(Span.getInvalid().getClass()), "also when asked again");
  }

  @Test
  void copiesTheResourceOnce() throws Throwable {
    Resource resource =
        Resource.create(
            Attributes.builder()
                .put("service.name", "shop")
                .put("count", 3L)
                .put("ratio", 0.5)
                .put("canary", true)
                .put(AttributeKey.stringArrayKey("zones"), List.of("a", "b"))
                .build());
    try (SdkTracerProvider provider = provider(resource)) {
      Map<String, Object> attributes = resourceOf(provider);
      assertEquals(
          Map.of(
              "service.name",
              "shop",
              "count",
              3L,
              "ratio",
              0.5,
              "canary",
              true,
              "zones",
              List.of("a", "b")),
          attributes);
      assertSame(attributes, resourceOf(provider));
      assertThrows(UnsupportedOperationException.class, attributes::clear);
    }
  }

  @Test
  void longTextsAndListsAreWhole() throws Throwable {
    String classPath = "/opt/lib/some.jar:".repeat(2_000);
    List<String> arguments = Collections.nCopies(1_000, "argument");
    Resource resource =
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("class.path"),
                classPath,
                AttributeKey.stringArrayKey("arguments"),
                arguments));
    try (SdkTracerProvider provider = provider(resource)) {
      assertEquals(Map.of("class.path", classPath, "arguments", arguments), resourceOf(provider));
    }
  }

  @Test
  void tellsSeveralSdksApart() throws Throwable {
    try (SdkTracerProvider one = provider(named("one"));
        SdkTracerProvider other = provider(named("other"))) {
      Map<String, Object> first = resourceOf(one);
      assertEquals("one", first.get("service.name"));
      assertEquals("other", resourceOf(other).get("service.name"));
      assertSame(first, resourceOf(one));
    }
  }

  @Test
  void resourcesAreBoundedAndMakeRoomWhenTheyAreCollected() throws Throwable {
    SdkResources resources = new SdkResources(Resource.class);
    List<Resource> held = new ArrayList<>();
    for (int i = 0; i < SdkResources.MAX_RESOURCES; i++) {
      held.add(named("service " + i));
      assertNotNull(resources.attributesOf(held.get(i)));
    }
    Resource next = named("next");
    assertNull(resources.attributesOf(next));
    WeakReference<Resource> collected = new WeakReference<>(held.get(3));
    held.remove(3);
    Collected.await(collected);
    assertEquals("next", resources.attributesOf(next).get("service.name"));
    assertEquals("service 4", resources.attributesOf(held.get(3)).get("service.name"));
  }

  @Test
  void findsAnSdkThatTheApisLoaderDoesNotKnowAndHoldsNoneOfItsClasses() throws Throwable {
    WeakReference<ClassLoader> loader = useSdkInOtherLoader();
    Collected.await(loader);
  }

  private static WeakReference<ClassLoader> useSdkInOtherLoader() throws Throwable {
    try (SdkLoader loader = new SdkLoader()) {
      Span span = loader.makeSpan();
      assertSame(loader, span.getClass().getClassLoader());
      SdkSpan sdkSpan = SdkSpan.of(span.getClass());
      assertNotSame(SdkSpan.of(new SpanMaker().get().getClass()), sdkSpan);
      assertTrue(sdkSpan.clockOffsetNanos(span) != 0);
      assertEquals("made", sdkSpan.resource(span).get("service.name"));
      return new WeakReference<>(loader);
    }
  }

  private static Map<String, Object> resourceOf(SdkTracerProvider provider) throws Throwable {
    Span span = span(provider, Context.root());
    return SdkSpan.of(span.getClass()).resource(span);
  }

  private static Span span(SdkTracerProvider provider, Context parent) {
    return provider.get("test").spanBuilder("span").setParent(parent).startSpan();
  }

  private static Resource named(String service) {
    return Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service));
  }

  private static SdkTracerProvider provider(Resource resource) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .addSpanProcessor(new SpanUser.Discard())
        .build();
  }
}
