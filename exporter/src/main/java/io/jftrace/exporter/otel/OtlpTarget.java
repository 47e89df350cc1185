// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A receiver of OTLP over HTTP, as the standard variables name it.
 *
 * @param certificate PEM of the certificates to trust, or empty
 * @param clientKey PEM of the client's private key, or empty
 * @param clientCertificate PEM of the client's certificates, or empty
 */
record OtlpTarget(
    URI endpoint,
    Map<String, String> headers,
    long timeoutMillis,
    String compression,
    String certificate,
    String clientKey,
    String clientCertificate) {

  private static final String GENERAL = "OTEL_EXPORTER_OTLP_";
  private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_";
  private static final String PATH = "v1/traces";
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
    checkProtocol(variables);
    return Optional.of(
        new OtlpTarget(
            endpoint(variables),
            variables.pairs(TRACES + "HEADERS", GENERAL + "HEADERS"),
            variables.number(0, DEFAULT_TIMEOUT_MILLIS, TRACES + "TIMEOUT", GENERAL + "TIMEOUT"),
            compression(variables),
            file(variables, "CERTIFICATE"),
            file(variables, "CLIENT_KEY"),
            file(variables, "CLIENT_CERTIFICATE")));
  }

  private static boolean isWanted(OtelVariables variables) {
    String exporters = variables.get("OTEL_TRACES_EXPORTER");
    if (exporters == null) {
      return variables.firstSet(TRACES + "ENDPOINT", GENERAL + "ENDPOINT") != null;
    }
    return List.of(exporters.split("\\s*,\\s*", -1)).contains("otlp");
  }

  private static void checkProtocol(OtelVariables variables) throws IOException {
    String name = variables.firstSet(TRACES + "PROTOCOL", GENERAL + "PROTOCOL");
    if (name != null && !variables.get(name).equals("http/protobuf")) {
      throw new IOException(
          "%s=%s: jftrace exports spans by http/protobuf only; set %sPROTOCOL=http/protobuf and %sENDPOINT to the receiver's HTTP port (often 4318)"
              .formatted(name, variables.get(name), TRACES, TRACES));
    }
  }

  private static URI endpoint(OtelVariables variables) throws IOException {
    String traces = variables.get(TRACES + "ENDPOINT");
    if (traces != null) {
      return url(TRACES + "ENDPOINT", traces);
    }
    String general = variables.get(GENERAL + "ENDPOINT");
    String base = general == null ? "http://localhost:4318" : general;
    return url(GENERAL + "ENDPOINT", base + (base.endsWith("/") ? "" : "/") + PATH);
  }

  private static URI url(String name, String value) throws IOException {
    try {
      URI url = new URI(value);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new IOException("%s: not an http or https address: %s".formatted(name, value));
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
