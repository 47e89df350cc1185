// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Path;

/** Makes {@link SpanLog} one of the exporters that OpenTelemetry's variables can name. */
public final class SpanLogProvider implements ConfigurableSpanExporterProvider {

  static final String NAME = "demo-file";

  /** The property with the file. */
  static final String FILE = "demo.spans.file";

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public SpanExporter createExporter(ConfigProperties config) {
    try {
      return new SpanLog(Path.of(config.getString(FILE)));
    } catch (IOException e) {
      throw new ConfigurationException("cannot write " + config.getString(FILE), e);
    }
  }
}
