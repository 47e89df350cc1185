// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** A Zipkin server, as the standard variables name it. */
record ZipkinTarget(URI endpoint, long timeoutMillis) {

  private static final String PREFIX = "OTEL_EXPORTER_ZIPKIN_";
  private static final String DEFAULT_ENDPOINT = "http://localhost:9411/api/v2/spans";
  private static final long DEFAULT_TIMEOUT_MILLIS = 10_000;

  /**
   * The server, if {@code OTEL_TRACES_EXPORTER} asks for one: its address alone does not.
   *
   * @throws IOException if it does, but it cannot be used; the message says what to do
   */
  static Optional<ZipkinTarget> of(OtelVariables variables) throws IOException {
    if (!variables.list("OTEL_TRACES_EXPORTER").contains("zipkin")) {
      return Optional.empty();
    }
    String endpoint = variables.get(PREFIX + "ENDPOINT");
    return Optional.of(
        new ZipkinTarget(
            HttpAddress.of(PREFIX + "ENDPOINT", endpoint == null ? DEFAULT_ENDPOINT : endpoint),
            variables.number(0, DEFAULT_TIMEOUT_MILLIS, PREFIX + "TIMEOUT")));
  }

  /** For people: {@code Zipkin http://localhost:9411/api/v2/spans}. */
  String description() {
    return "Zipkin " + HttpAddress.shown(endpoint);
  }
}
