// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** How OTLP gets to its receiver. */
enum OtlpProtocol {
  HTTP("http/protobuf", "OTLP", "http://localhost:4318", "v1/traces"),
  GRPC("grpc", "OTLP grpc", "http://localhost:4317", "");

  private final String label;
  private final String title;
  private final String defaultEndpoint;
  private final String path;

  OtlpProtocol(String label, String title, String defaultEndpoint, String path) {
    this.label = label;
    this.title = title;
    this.defaultEndpoint = defaultEndpoint;
    this.path = path;
  }

  /**
   * The protocol of the first of the variables that is set. Without any it is HTTP, as with the
   * OpenTelemetry Java agent, though not with the SDK's own configuration.
   *
   * @throws IOException if it is neither of these; the message says what to do
   */
  static OtlpProtocol of(OtelVariables variables, String traces, String general)
      throws IOException {
    String name = variables.firstSet(traces, general);
    if (name == null) {
      return HTTP;
    }
    String value = variables.get(name);
    Optional<OtlpProtocol> named =
        Stream.of(values()).filter(protocol -> protocol.label.equals(value)).findFirst();
    return named.orElseThrow(
        () ->
            new IOException(
                "%s=%s: jftrace exports spans by http/protobuf and by grpc; set %s to one of these"
                    .formatted(name, value, traces)));
  }

  /** For people. */
  String title() {
    return title;
  }

  String defaultEndpoint() {
    return defaultEndpoint;
  }

  /** The address of the receiver's traces, from that of the receiver. */
  String tracesAt(String base) {
    return path.isEmpty() || base.endsWith("/") ? base + path : base + "/" + path;
  }
}
