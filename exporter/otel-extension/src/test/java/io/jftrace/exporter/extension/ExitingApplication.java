// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Prints its spans and their breakdowns, and ends right after the last one's end. */
final class ExitingApplication {

  private ExitingApplication() {}

  /** How the agent is, and how it ends. */
  public static void main(String[] args) {
    SpanBreakdowns breakdowns =
        new SpanBreakdowns(new HookFinder(() -> FakeHook.class), Duration.ofSeconds(50), 100);
    SdkTracerProvider sdk =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                breakdowns.processor(SimpleSpanProcessor.create(breakdowns.exporter(printing()))))
            .build();
    atExit(args[1], sdk);
    if (args[0].equals("stuck")) {
      FakeHook.openStuck();
    } else {
      FakeHook.openPassing();
    }
    end(sdk, "a");
    end(sdk, "b");
    if (args[1].equals("exit")) {
      System.exit(0);
    }
  }

  private static void atExit(String what, SdkTracerProvider sdk) {
    if (what.equals("shutdown")) {
      hook(() -> sdk.shutdown().join(10, TimeUnit.SECONDS));
    } else if (what.equals("span")) {
      hook(
          () -> {
            sdk.forceFlush().join(10, TimeUnit.SECONDS);
            // The other hook has been there for sure.
            Receiver.await(() -> !isRunning(ExitFlush.THREAD_NAME));
            end(sdk, "late");
          });
    }
  }

  private static boolean isRunning(String thread) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread));
  }

  private static void hook(Runnable task) {
    Runtime.getRuntime().addShutdownHook(new Thread(task));
  }

  private static void end(SdkTracerProvider sdk, String name) {
    sdk.get("test").spanBuilder(name).startSpan().end();
  }

  private static SpanExporter printing() {
    return new SpanExporter() {
      @Override
      public CompletableResultCode export(Collection<SpanData> spans) {
        for (SpanData span : spans) {
          Double cpu = span.getAttributes().get(AttributeKey.doubleKey("jftrace.cpu.time"));
          System.out.println(span.getName() + " " + cpu);
        }
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
      }
    };
  }
}
