// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where spans are sent to, as the standard variables say.
 *
 * @param otlp or null
 * @param zipkin or null
 */
record Receivers(OtlpTarget otlp, ZipkinTarget zipkin) {

  /** Finds one of them, if it is asked for. */
  private interface Search<T> {

    Optional<T> of(OtelVariables variables) throws IOException;
  }

  /**
   * Finds those that can be used; one that cannot does not keep the spans from another output.
   *
   * @param otherwise whether the spans go elsewhere, too
   * @throws IOException if none can be used and there is nothing else; the message says what to do
   */
  static Receivers of(OtelVariables variables, boolean otherwise) throws IOException {
    List<IOException> unusable = new ArrayList<>();
    OtlpTarget otlp = find(OtlpTarget::of, variables, unusable);
    ZipkinTarget zipkin = find(ZipkinTarget::of, variables, unusable);
    if (!unusable.isEmpty() && otlp == null && zipkin == null && !otherwise) {
      throw unusable.get(0);
    }
    // The variables are the application's, too; the other output was asked for on its own.
    unusable.forEach(e -> variables.warn(e.getMessage()));
    return new Receivers(otlp, zipkin);
  }

  boolean isEmpty() {
    return otlp == null && zipkin == null;
  }

  private static <T> T find(Search<T> search, OtelVariables variables, List<IOException> unusable) {
    try {
      return search.of(variables).orElse(null);
    } catch (IOException e) {
      unusable.add(e);
      return null;
    }
  }
}
