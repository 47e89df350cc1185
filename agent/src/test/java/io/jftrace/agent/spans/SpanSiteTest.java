// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.timeline.SpanRef;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpanSiteTest {

  private static final ClassLoader API = Span.class.getClassLoader();

  private final SpanSite site = new SpanSite(API);
  private final MethodHandle atFirst = site.getTarget();
  private final SpanLogReader reader =
      new SpanLogReader(new MountLogReader(false), new BypassWarning(null, line -> {}));
  private SpanThread thread;
  private long timeNanos;

  @BeforeEach
  void startThread() throws Exception {
    thread = new SpanThread();
  }

  @AfterEach
  void endThread() {
    thread.close();
  }

  @Test
  void theFirstSdkSpansClassBecomesAConstant() throws Exception {
    assertIsOfSdk(record(new SpanMaker().get()));
    MethodHandle known = site.getTarget();
    assertNotSame(atFirst, known);
    assertIsOfSdk(record(new SpanMaker().get()));
    assertSame(known, site.getTarget());
  }

  @Test
  void spansOfNoSdkAreRecordedBeforeAndAfterwards() throws Exception {
    assertIsOfNoSdk(record(remoteSpan()));
    assertSame(atFirst, site.getTarget());
    assertIsOfSdk(record(new SpanMaker().get()));
    assertIsOfNoSdk(record(remoteSpan()));
    assertIsOfSdk(record(new SpanMaker().get()));
  }

  @Test
  void anotherSdksSpansAreLookedUp() throws Exception {
    record(new SpanMaker().get());
    try (SdkLoader loader = new SdkLoader()) {
      Span span = loader.makeSpan();
      assertNotSame(new SpanMaker().get().getClass(), span.getClass());
      assertIsOfSdk(record(span));
    }
  }

  @Test
  void holdsNoSdkThatMayGoBeforeTheApi() throws Exception {
    Collected.await(recordSpanOfOtherLoader());
    assertSame(atFirst, site.getTarget());
  }

  private WeakReference<ClassLoader> recordSpanOfOtherLoader() throws Exception {
    try (SdkLoader loader = new SdkLoader()) {
      assertIsOfSdk(record(loader.makeSpan()));
      return new WeakReference<>(loader);
    }
  }

  @Test
  void anApiOfTheJvmHoldsNoSdkOfAnApplication() throws Exception {
    assertTrue(SpanSite.livesAsLong(API, API));
    assertTrue(SpanSite.livesAsLong(null, null));
    assertFalse(SpanSite.livesAsLong(API, null), "of a loader of the JDK");
    try (SdkLoader loader = new SdkLoader()) {
      assertFalse(SpanSite.livesAsLong(loader, null), "of a loader of the application");
    }
  }

  /** What the log has of it. */
  private SpanRef record(Span span) throws Exception {
    timeNanos++;
    thread.run(() -> recordHere(span));
    SpanRef recorded = reader.activeAt(thread.thread(), timeNanos);
    assertEquals(span.getSpanContext().getTraceId(), recorded.traceId());
    assertEquals(span.getSpanContext().getSpanId(), recorded.spanId());
    assertEquals(span.getSpanContext().isSampled(), recorded.sampled());
    return recorded;
  }

  private void recordHere(Span span) {
    SpanContext context = span.getSpanContext();
    try {
      site.dynamicInvoker()
          .invokeExact(
              (Object) span,
              context.getTraceId(),
              context.getSpanId(),
              context.isSampled(),
              timeNanos);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void assertIsOfSdk(SpanRef recorded) {
    assertEquals("made", recorded.resource().get("service.name"));
    assertTrue(recorded.clockOffsetNanos() != 0);
  }

  private static void assertIsOfNoSdk(SpanRef recorded) {
    assertNull(recorded.resource());
    assertEquals(0, recorded.clockOffsetNanos());
  }

  private Span remoteSpan() {
    SpanContext context = new SpanMaker().get().getSpanContext();
    return Span.wrap(
        SpanContext.createFromRemoteParent(
            context.getTraceId(),
            context.getSpanId(),
            context.getTraceFlags(),
            context.getTraceState()));
  }
}
