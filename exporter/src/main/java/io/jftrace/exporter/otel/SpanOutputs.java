// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where spans go and with what, without any class of the SDK.
 *
 * @param file or null
 * @param fileName for messages
 */
record SpanOutputs(
    Receivers receivers,
    OutputStream file,
    String fileName,
    Map<String, String> resourceAttributes,
    String serviceName,
    String version,
    long exportTimeoutMillis) {

  /** For people: all of them, with commas between. */
  String description() {
    List<String> all = new ArrayList<>();
    if (receivers.otlp() != null) {
      all.add(receivers.otlp().description());
    }
    if (receivers.zipkin() != null) {
      all.add(receivers.zipkin().description());
    }
    if (file != null) {
      all.add(fileName);
    }
    return String.join(", ", all);
  }
}
