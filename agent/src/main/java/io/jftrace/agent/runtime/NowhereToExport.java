// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Says once that child spans go nowhere, if the application has spans and nobody chose that: with
 * OpenTelemetry's defaults the application's own are exported, and the agent's are not.
 */
final class NowhereToExport {

  /** There is somewhere, or spans are off. */
  static final NowhereToExport NO = new NowhereToExport(false);

  private boolean toldLater;

  private NowhereToExport(boolean toldLater) {
    this.toldLater = toldLater;
  }

  /**
   * For an agent whose spans are on and have no output.
   *
   * @param variables OpenTelemetry's, by which the user may have chosen so
   */
  static NowhereToExport of(Function<String, String> variables) {
    String disabled = variables.apply("OTEL_SDK_DISABLED");
    String exporters = variables.apply("OTEL_TRACES_EXPORTER");
    boolean chosen =
        (exporters != null && !exporters.isBlank())
            || (disabled != null && disabled.strip().equalsIgnoreCase("true"));
    return chosen ? NO : new NowhereToExport(true);
  }

  /**
   * To be called now and then.
   *
   * @param seen whether spans of the application were seen
   */
  void check(BooleanSupplier seen, Consumer<String> info) {
    if (toldLater && seen.getAsBoolean()) {
      toldLater = false;
      info.accept("no child spans: set OTEL_EXPORTER_OTLP_ENDPOINT or spans.file");
    }
  }
}
