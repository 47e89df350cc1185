// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshHook.class)
class HoldingExporterTest {

  private static final AttributeKey<Double> CPU = AttributeKey.doubleKey("jftrace.cpu.time");
  private static final Duration LONG = Duration.ofSeconds(50);

  private final Receiver receiver = new Receiver();

  @AfterEach
  void endStall() {
    receiver.goOn();
  }

  @Test
  void spansGetTheirBreakdown() {
    FakeHook.openPassing();
    SpanExporter exporter = breakdowns(LONG, 100).exporter(receiver);

    CompletableResultCode result = exporter.export(Spans.named("a", "b"));

    assertTrue(result.isSuccess(), "the SDK is not kept waiting");
    assertEquals(List.of("a", "b"), receiver.awaitNames(2));
    for (SpanData span : receiver.spans()) {
      assertEquals(0.25, span.getAttributes().get(CPU));
      assertEquals(2, span.getTotalAttributeCount());
    }
    Thread thread = receiver.threads().get(0);
    assertEquals(Release.THREAD_NAME, thread.getName());
    assertTrue(thread.isDaemon());
    assertTrue(FakeHook.isWanted());
  }

  @Test
  void anAgentThatIsThereKnowsBeforeTheFirstSpan() {
    FakeHook.openPassing();
    assertFalse(FakeHook.isWanted());
    breakdowns(LONG, 100).exporter(receiver);
    assertTrue(FakeHook.isWanted());
  }

  @Test
  void theApplicationsAttributesStay() {
    FakeHook.openPassing();
    SpanExporter exporter = breakdowns(LONG, 100).exporter(receiver);
    List<SpanData> spans = new ArrayList<>();
    Tracer tracer = Spans.tracer(spans);
    tracer
        .spanBuilder("a")
        .setAttribute("jftrace.cpu.time", "mine")
        .setAttribute("x", 1)
        .startSpan()
        .end();

    exporter.export(spans);

    receiver.awaitNames(1);
    SpanData span = receiver.spans().get(0);
    assertEquals("mine", span.getAttributes().get(AttributeKey.stringKey("jftrace.cpu.time")));
    assertNull(span.getAttributes().get(CPU));
    assertEquals(1, span.getAttributes().get(AttributeKey.longKey("x")));
    assertEquals(1, span.getAttributes().get(AttributeKey.longKey("jftrace.thread.count")));
    assertEquals(3, span.getAttributes().size());
    assertEquals(3, span.getTotalAttributeCount());
  }

  @Test
  void withoutAnAgentCallsPassAsTheyAre() {
    SpanExporter exporter = breakdowns(LONG, 100).exporter(receiver);
    receiver.stall();
    List<SpanData> spans = Spans.named("a");

    CompletableResultCode result = exporter.export(spans);

    assertFalse(result.isDone(), "it is the receiver's result");
    assertSame(Thread.currentThread(), receiver.threads().get(0));
    assertSame(spans.get(0), receiver.spans().get(0));
    receiver.goOn();
    assertTrue(result.isSuccess());
    exporter.flush();
    exporter.shutdown();
    assertEquals(List.of("export", "flush", "shutdown"), receiver.calls());
    assertEquals(List.of(), FakeHook.ENDED);
  }

  @Test
  void anAgentThatDoesNotGetOnDelaysByTheBound() {
    FakeHook.openStuck();
    SpanExporter exporter = breakdowns(Duration.ofMillis(300), 100).exporter(receiver);

    long beginNanos = System.nanoTime();
    exporter.export(Spans.named("a"));
    assertEquals(List.of("a"), receiver.awaitNames(1));
    long heldMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos);

    assertTrue(heldMillis >= 300, () -> heldMillis + " ms");
    assertNull(receiver.spans().get(0).getAttributes().get(CPU));
  }

  @Test
  void whatIsHeldGoesWhenTheAgentGoes() {
    FakeHook.openStuck();
    SpanExporter exporter = breakdowns(LONG, 100).exporter(receiver);
    exporter.export(Spans.named("a"));
    Receiver.await(() -> FakeHook.waits() > 0);
    assertEquals(List.of(), receiver.names());

    FakeHook.close();

    exporter.export(Spans.named("b"));
    assertEquals(List.of("a", "b"), receiver.awaitNames(2));
    exporter.flush().join(60, TimeUnit.SECONDS);
    exporter.export(Spans.named("c"));
    assertSame(Thread.currentThread(), receiver.threads().get(receiver.threads().size() - 1));
  }

  @Test
  void beyondTheBoundTheOldestGoEarly() {
    FakeHook.openStuck();
    SpanExporter exporter = breakdowns(LONG, 3).exporter(receiver);
    assertTrue(exporter.export(Spans.named("a", "b")).isSuccess());
    Receiver.await(() -> FakeHook.waits() > 0);

    CompletableResultCode over = exporter.export(Spans.named("c", "d"));

    assertEquals(List.of("a", "b"), receiver.awaitNames(2));
    assertTrue(over.join(60, TimeUnit.SECONDS).isSuccess(), "there is room again");
    assertEquals(List.of("a", "b"), receiver.names());
  }

  @Test
  void aFlushEndsWithTheReceiversOwn() {
    FakeHook.openStuck();
    SpanExporter exporter = breakdowns(LONG, 100).exporter(receiver);
    exporter.export(Spans.named("a"));

    CompletableResultCode flush = exporter.flush();
    Receiver.await(() -> FakeHook.waits() > 0);
    assertFalse(flush.isDone());
    FakeHook.goOn();

    assertTrue(flush.join(60, TimeUnit.SECONDS).isSuccess());
    assertEquals(List.of("export", "flush"), receiver.calls());
    assertEquals(0.25, receiver.spans().get(0).getAttributes().get(CPU));
  }

  @Test
  void aShutdownExportsWhatIsHeldAndTakesNoMore() {
    FakeHook.openStuck();
    SpanExporter exporter = breakdowns(LONG, 100).exporter(receiver);
    exporter.export(Spans.named("a"));

    CompletableResultCode shutdown = exporter.shutdown();
    CompletableResultCode late = exporter.export(Spans.named("b"));
    FakeHook.goOn();

    assertTrue(shutdown.join(60, TimeUnit.SECONDS).isSuccess());
    assertTrue(late.isDone() && !late.isSuccess());
    assertEquals(List.of("export", "shutdown"), receiver.calls());
    assertEquals(List.of("a"), receiver.names());
  }

  @Test
  void aReceiverThatIsSlowHoldsTheSdkBack() {
    FakeHook.openPassing();
    receiver.stall();
    SpanExporter exporter = breakdowns(LONG, 4).exporter(receiver);

    assertTrue(exporter.export(Spans.named("a", "b")).isSuccess());
    assertTrue(exporter.export(Spans.named("c", "d")).isSuccess());
    CompletableResultCode third = exporter.export(Spans.named("e", "f"));
    CompletableResultCode fourth = exporter.export(Spans.named("g", "h"));
    CompletableResultCode fifth = exporter.export(Spans.named("i", "j"));
    receiver.awaitNames(2);

    assertFalse(third.isDone());
    assertFalse(fourth.isDone());
    assertTrue(fifth.isDone() && !fifth.isSuccess(), "twice the bound");
    receiver.goOn();
    assertTrue(third.join(60, TimeUnit.SECONDS).isSuccess());
    assertTrue(fourth.join(60, TimeUnit.SECONDS).isSuccess());
    assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h"), receiver.awaitNames(8));
    assertTrue(exporter.toString().contains("refused=2"), exporter::toString);
  }

  @Test
  void whatTheReceiverDoesNotTakeIsCounted() {
    FakeHook.openPassing();
    receiver.fail();
    SpanBreakdowns breakdowns = breakdowns(LONG, 100);
    SpanExporter exporter = breakdowns.exporter(receiver);

    assertTrue(exporter.export(Spans.named("a", "b")).isSuccess());
    receiver.throwAlways();
    exporter.export(Spans.named("c"));

    Receiver.await(() -> breakdowns.failedSpans() == 3);
    assertTrue(exporter.flush().join(60, TimeUnit.SECONDS).isSuccess(), "the thread goes on");
  }

  @Test
  void eachOfSeveralExportersGetsTheBreakdown() {
    FakeHook.openPassing();
    SpanBreakdowns breakdowns = breakdowns(LONG, 100);
    Receiver other = new Receiver();
    SpanExporter both =
        SpanExporter.composite(breakdowns.exporter(receiver), breakdowns.exporter(other));

    both.export(Spans.named("a"));

    receiver.awaitNames(1);
    other.awaitNames(1);
    assertEquals(0.25, receiver.spans().get(0).getAttributes().get(CPU));
    assertEquals(0.25, other.spans().get(0).getAttributes().get(CPU));
    assertEquals(1, FakeHook.ENDED.size());
  }

  @Test
  void simpleProcessorsSpansGoTogether() {
    FakeHook.openStuck();
    SpanBreakdowns breakdowns = breakdowns(LONG, 2000);
    SpanProcessor processor =
        breakdowns.processor(SimpleSpanProcessor.create(breakdowns.exporter(receiver)));
    List<String> names = new ArrayList<>();
    try (SdkTracerProvider sdk = SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
      Tracer tracer = sdk.get("test");
      for (int i = 0; i < 300; i++) {
        names.add("s" + i);
        tracer.spanBuilder("s" + i).startSpan().end();
      }
      assertEquals(List.of(), receiver.names());
      CompletableResultCode flush = sdk.forceFlush();
      FakeHook.goOn();
      assertTrue(flush.join(60, TimeUnit.SECONDS).isSuccess());
    }
    assertEquals(names, receiver.names());
    // What was there when the agent was asked, and the rest.
    assertTrue(receiver.batchSizes().size() <= 2, () -> receiver.batchSizes().toString());
    assertEquals(300, FakeHook.ENDED.size(), "of each once");
    assertTrue(receiver.spans().stream().allMatch(s -> s.getAttributes().get(CPU) != null));
  }

  private static SpanBreakdowns breakdowns(Duration hold, int maxHeld) {
    return new SpanBreakdowns(new HookFinder(() -> FakeHook.class), hold, maxHeld);
  }
}
