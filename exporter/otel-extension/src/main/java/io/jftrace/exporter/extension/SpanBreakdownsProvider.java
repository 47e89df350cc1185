// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Adds {@link SpanBreakdowns} to an SDK that configures itself. */
public final class SpanBreakdownsProvider implements AutoConfigurationCustomizerProvider {

  /** For the service loader. */
  public SpanBreakdownsProvider() {}

  @Override
  public void customize(AutoConfigurationCustomizer sdk) {
    Configured configured = new Configured();
    sdk.addSpanExporterCustomizer((exporter, config) -> configured.by(config).exporter(exporter));
    try {
      sdk.addSpanProcessorCustomizer(
          (processor, config) -> configured.by(config).processor(processor));
    } catch (NoSuchMethodError e) {
      // Before 1.33. What a flush of the SDK then leaves held is exported a moment later.
      sdk.addTracerProviderCustomizer(
          (provider, config) ->
              provider.addSpanProcessor(
                  configured.by(config).processor(SpanProcessor.composite())));
    }
  }

  /** The last one: around the exporters that others choose. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }

  /** The SDK's configuration is known when the first of its parts is made. */
  private static final class Configured {
    private SpanBreakdowns breakdowns;

    synchronized SpanBreakdowns by(ConfigProperties config) {
      if (breakdowns == null) {
        breakdowns = SpanBreakdowns.create(HoldTime.of(config.getString(HoldTime.PROPERTY)));
      }
      return breakdowns;
    }
  }
}
