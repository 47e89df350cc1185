// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An SDK that configures itself finds the extension by its service file. */
class AutoConfiguredSdkTest {

  private static Receiver receiver;

  /** The application's choice of an exporter, by its name. */
  public static final class Exporters implements ConfigurableSpanExporterProvider {

    @Override
    public SpanExporter createExporter(ConfigProperties config) {
      return receiver;
    }

    @Override
    public String getName() {
      return "receiver";
    }
  }

  @TempDir Path services;

  @BeforeEach
  void newReceiver() {
    receiver = new Receiver();
  }

  @Test
  void theExtensionIsFoundAndPassesSpansOn() throws IOException {
    try (URLClassLoader loader = loader();
        OpenTelemetrySdk sdk = sdk(loader, "1s")) {
      String text = sdk.getSdkTracerProvider().toString();
      assertTrue(text.contains("[EndMarkingProcessor, BatchSpanProcessor{"), text);
      assertTrue(text.contains("HoldingExporter{"), text);

      Span span = sdk.getTracer("test").spanBuilder("a").startSpan();
      span.end();
      sdk.getSdkTracerProvider().forceFlush().join(60, TimeUnit.SECONDS);

      assertEquals(List.of("a"), receiver.names());
      assertEquals(List.of("export", "flush"), receiver.calls());
    }
  }

  @Test
  void aTimeThatIsNoneDoesNotKeepTheSdkFromStarting() throws IOException {
    try (URLClassLoader loader = loader();
        OpenTelemetrySdk sdk = sdk(loader, "soon")) {
      String text = sdk.getSdkTracerProvider().toString();
      assertTrue(text.contains("HoldingExporter{"), text);
    }
  }

  private static OpenTelemetrySdk sdk(ClassLoader loader, String hold) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .setServiceClassLoader(loader)
        .disableShutdownHook()
        .addPropertiesSupplier(
            () ->
                Map.of(
                    "otel.traces.exporter",
                    "receiver",
                    "otel.metrics.exporter",
                    "none",
                    "otel.logs.exporter",
                    "none",
                    HoldTime.PROPERTY,
                    hold))
        .build()
        .getOpenTelemetrySdk();
  }

  /** Sees the extension's own service file, and one of the application. */
  private URLClassLoader loader() throws IOException {
    Path directory = Files.createDirectories(services.resolve("META-INF/services"));
    Files.writeString(
        directory.resolve(ConfigurableSpanExporterProvider.class.getName()),
        Exporters.class.getName());
    return new URLClassLoader(
        new URL[] {services.toUri().toURL()}, AutoConfiguredSdkTest.class.getClassLoader());
  }
}
