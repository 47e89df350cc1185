// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the SDK's log messages from the application's standard error: what matters in them is told
 * by the exporter itself.
 *
 * <p>Asking for a logger initializes java.util.logging, which an application may want to configure
 * first. Hence this class, as the whole SDK, is used only once there is a span to export: by then,
 * the application's own OpenTelemetry has done so.
 */
final class QuietLogging {

  /** Held, as the LogManager holds loggers weakly. */
  private static final Logger ROOT = Logger.getLogger(rootPackage());

  private QuietLogging() {}

  static void apply() {
    ROOT.setLevel(Level.OFF);
    // Survives LogManager.reset(), which takes the level away.
    ROOT.setUseParentHandlers(false);
  }

  /** Of the SDK, wherever it has been relocated to. */
  static String rootPackage() {
    String name = SpanExporter.class.getPackageName();
    return name.substring(0, name.indexOf(".sdk."));
  }
}
