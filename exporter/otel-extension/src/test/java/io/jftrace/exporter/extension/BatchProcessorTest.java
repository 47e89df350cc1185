// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With the SDK's batch processor, which is what applications have. */
@ExtendWith(FreshHook.class)
class BatchProcessorTest {

  private static final AttributeKey<Double> CPU = AttributeKey.doubleKey("jftrace.cpu.time");

  /** The SDK drops nothing by itself if its thread has no CPU for most of a second. */
  private static final int LARGE_QUEUE = 16_384;

  private final Receiver receiver = new Receiver();

  @AfterEach
  void endStall() {
    receiver.goOn();
  }

  @Test
  void nothingIsLostAtTwentyThousandSpansASecond() {
    FakeHook.openPassing();
    SdkTracerProvider sdk = sdk(breakdowns(Duration.ofSeconds(1)), LARGE_QUEUE);

    List<String> names = end(sdk, 40_000, 20_000);
    assertTrue(sdk.forceFlush().join(60, TimeUnit.SECONDS).isSuccess());

    assertEquals(names, receiver.names(), "none is lost, in order");
    assertTrue(receiver.spans().stream().allMatch(s -> s.getAttributes().get(CPU) != null));
    assertTrue(sdk.shutdown().join(60, TimeUnit.SECONDS).isSuccess());
  }

  @Test
  void nothingIsLostBesideAnAgentThatDoesNotGetOn() {
    FakeHook.openStuck();
    SdkTracerProvider sdk = sdk(breakdowns(Duration.ofSeconds(1)), LARGE_QUEUE);

    List<String> names = end(sdk, 40_000, 20_000);
    assertTrue(sdk.forceFlush().join(60, TimeUnit.SECONDS).isSuccess());

    assertEquals(names, receiver.names(), "none is lost, in order");
    assertTrue(sdk.shutdown().join(60, TimeUnit.SECONDS).isSuccess());
  }

  @Test
  void severalThreadsLoseNothing() throws InterruptedException {
    FakeHook.openPassing();
    SdkTracerProvider sdk = sdk(breakdowns(Duration.ofSeconds(50)), 8192);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(new Thread(() -> end(sdk, 1_500, 100_000)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertTrue(sdk.shutdown().join(60, TimeUnit.SECONDS).isSuccess());

    Set<String> ids = new HashSet<>();
    receiver.spans().forEach(span -> ids.add(span.getSpanId()));
    assertEquals(6_000, ids.size());
    assertEquals(6_000, receiver.spans().size());
    assertTrue(receiver.spans().stream().allMatch(s -> s.getAttributes().get(CPU) != null));
    assertEquals(List.of("export", "shutdown"), receiver.calls().stream().distinct().toList());
  }

  @Test
  void aReceiverThatIsDownMakesTheSdkDropAsEver() {
    FakeHook.openPassing();
    receiver.stall();
    int bound = 1000;
    SdkTracerProvider sdk = sdk(new SpanBreakdowns(finder(), Duration.ofSeconds(1), bound), 2048);

    List<String> names = end(sdk, 20_000, 20_000);
    receiver.goOn();
    assertTrue(sdk.forceFlush().join(60, TimeUnit.SECONDS).isSuccess());

    // Held: the bound, and the batch that passes it; the SDK's queue, and the batch it is about to.
    int most = bound + 512 + 2048 + 512;
    List<String> exported = receiver.names();
    assertTrue(exported.size() <= most, () -> exported.size() + " were kept");
    assertTrue(exported.size() >= bound + 2048, () -> exported.size() + " were kept");
    assertEquals(names.subList(0, exported.size()), exported, "the SDK drops the newest");
    end(sdk, 1, 1);
    assertTrue(sdk.shutdown().join(60, TimeUnit.SECONDS).isSuccess());
    assertEquals(exported.size() + 1, receiver.spans().size(), "it recovers");
  }

  @Test
  void anAgentMayComeAndGo() {
    SdkTracerProvider sdk = sdk(breakdowns(Duration.ofSeconds(1)), 2048);
    List<String> names = new ArrayList<>();
    names.addAll(flushed(sdk, 600));
    FakeHook.openPassing();
    names.addAll(flushed(sdk, 600));
    FakeHook.close();
    names.addAll(flushed(sdk, 600));
    sdk.shutdown().join(60, TimeUnit.SECONDS);

    assertEquals(names, receiver.names());
    List<SpanData> spans = receiver.spans();
    IntStream.range(0, 600).forEach(i -> assertNull(spans.get(i).getAttributes().get(CPU)));
    IntStream.range(600, 1200)
        .forEach(i -> assertEquals(0.25, spans.get(i).getAttributes().get(CPU)));
    IntStream.range(1200, 1800).forEach(i -> assertNull(spans.get(i).getAttributes().get(CPU)));
  }

  @Test
  void anSdkThatIsShutDownLeavesNoHoldingThread() {
    FakeHook.openPassing();
    SdkTracerProvider sdk = sdk(breakdowns(Duration.ofSeconds(1)), 2048);
    end(sdk, 10, 1000);
    sdk.shutdown().join(60, TimeUnit.SECONDS);

    Thread thread = receiver.threads().get(0);
    assertEquals(Release.THREAD_NAME, thread.getName());
    Receiver.await(() -> !thread.isAlive());
  }

  private static List<String> flushed(SdkTracerProvider sdk, int count) {
    List<String> names = end(sdk, count, 20_000);
    assertTrue(sdk.forceFlush().join(60, TimeUnit.SECONDS).isSuccess());
    return names;
  }

  /** Ends spans at no higher rate, however the machine stalls meanwhile. */
  private static List<String> end(SdkTracerProvider sdk, int count, int perSecond) {
    Tracer tracer = sdk.get("test");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "s" + i;
      names.add(name);
      tracer.spanBuilder(name).startSpan().end();
      if (i % 100 == 99) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(100) / perSecond);
      }
    }
    return names;
  }

  private SdkTracerProvider sdk(SpanBreakdowns breakdowns, int maxQueueSize) {
    BatchSpanProcessor batches =
        BatchSpanProcessor.builder(breakdowns.exporter(receiver))
            .setMaxQueueSize(maxQueueSize)
            .build();
    return SdkTracerProvider.builder().addSpanProcessor(breakdowns.processor(batches)).build();
  }

  private static SpanBreakdowns breakdowns(Duration hold) {
    return new SpanBreakdowns(finder(), hold, 8192);
  }

  private static HookFinder finder() {
    return new HookFinder(() -> FakeHook.class);
  }
}
