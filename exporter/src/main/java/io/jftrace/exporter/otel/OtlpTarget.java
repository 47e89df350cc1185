// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A receiver of OTLP, as the standard variables name it.
 *
 * @param certificate PEM of the certificates to trust, or empty
 * @param clientKey PEM of the client's private key, or empty
 * @param clientCertificate PEM of the client's certificates, or empty
 */
record OtlpTarget(
    OtlpProtocol protocol,
    URI endpoint,
    Map<String, String> headers,
    long timeoutMillis,
    String compression,
    String certificate,
    String clientKey,
    String clientCertificate) {

  private static final String GENERAL = "OTEL_EXPORTER_OTLP_";
  private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_";
  private static final long DEFAULT_TIMEOUT_MILLIS = 10_000;

  /**
   * The receiver, if the variables name one.
   *
   * @throws IOException if they do, but it cannot be used; the message says what to do
   */
  static Optional<OtlpTarget> of(OtelVariables variables) throws IOException {
    if (!isWanted(variables)) {
      return Optional.empty();
    }
    OtlpProtocol protocol = OtlpProtocol.of(variables, TRACES + "PROTOCOL", GENERAL + "PROTOCOL");
    return Optional.of(
        new OtlpTarget(
            protocol,
            endpoint(variables, protocol),
            variables.pairs(TRACES + "HEADERS", GENERAL + "HEADERS"),
            variables.number(0, DEFAULT_TIMEOUT_MILLIS, TRACES + "TIMEOUT", GENERAL + "TIMEOUT"),
            compression(variables),
            file(variables, "CERTIFICATE"),
            file(variables, "CLIENT_KEY"),
            file(variables, "CLIENT_CERTIFICATE")));
  }

  /** For people: {@code OTLP http://localhost:4318/v1/traces}. */
  String description() {
    return protocol.title() + " " + HttpAddress.shown(endpoint);
  }

  boolean hasClientTls() {
    return !clientKey.isEmpty() && !clientCertificate.isEmpty();
  }

  private static boolean isWanted(OtelVariables variables) {
    if (variables.get("OTEL_TRACES_EXPORTER") == null) {
      return variables.firstSet(TRACES + "ENDPOINT", GENERAL + "ENDPOINT") != null;
    }
    return variables.list("OTEL_TRACES_EXPORTER").contains("otlp");
  }

  private static URI endpoint(OtelVariables variables, OtlpProtocol protocol) throws IOException {
    String traces = variables.get(TRACES + "ENDPOINT");
    if (traces != null) {
      return HttpAddress.of(TRACES + "ENDPOINT", traces);
    }
    String general = variables.get(GENERAL + "ENDPOINT");
    String base = general == null ? protocol.defaultEndpoint() : general;
    return HttpAddress.of(GENERAL + "ENDPOINT", protocol.tracesAt(base));
  }

  private static String compression(OtelVariables variables) throws IOException {
    String name = variables.firstSet(TRACES + "COMPRESSION", GENERAL + "COMPRESSION");
    String compression = name == null ? "none" : variables.get(name);
    if (!compression.equals("none") && !compression.equals("gzip")) {
      throw new IOException("%s: neither gzip nor none: %s".formatted(name, compression));
    }
    return compression;
  }

  private static String file(OtelVariables variables, String suffix) throws IOException {
    String name = variables.firstSet(TRACES + suffix, GENERAL + suffix);
    if (name == null) {
      return "";
    }
    try {
      return Files.readString(Path.of(variables.get(name)));
    } catch (IOException | InvalidPathException e) {
      throw new IOException("%s: cannot read the file: %s".formatted(name, e), e);
    }
  }
}
