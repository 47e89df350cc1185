// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An agent answers with its last breath; the SDK exports later. */
class AgentGoneTest {

  private final Receiver receiver = new Receiver();

  @Test
  void answersOfAnAgentThatHasGoneAreTaken() throws InterruptedException {
    FakeHook.reset();
    FakeHook.openPassing();
    SpanBreakdowns breakdowns =
        new SpanBreakdowns(new HookFinder(() -> FakeHook.class), Duration.ofSeconds(50), 100);
    BatchSpanProcessor batches =
        BatchSpanProcessor.builder(breakdowns.exporter(receiver))
            .setScheduleDelay(Duration.ofHours(1))
            .build();
    SdkTracerProvider sdk =
        SdkTracerProvider.builder().addSpanProcessor(breakdowns.processor(batches)).build();
    sdk.get("test").spanBuilder("a").startSpan().end();
    assertTrue(FakeHook.await(System.nanoTime(), 0));
    FakeHook.close();

    assertTrue(sdk.shutdown().join(60, TimeUnit.SECONDS).isSuccess());

    assertEquals(List.of("a"), receiver.names());
    assertEquals(
        0.25,
        receiver.spans().get(0).getAttributes().get(AttributeKey.doubleKey("jftrace.cpu.time")));
    assertNotEquals(Release.THREAD_NAME, receiver.threads().get(0).getName(), "nothing is held");
  }
}
