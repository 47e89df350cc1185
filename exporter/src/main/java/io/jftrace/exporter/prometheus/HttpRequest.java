// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The head of a request. What it says has been checked for its syntax only.
 *
 * @param path as it was sent, without the query
 * @param query as it was sent, empty if there is none
 * @param headers by name in lower case; the values of a repeated one are joined by commas
 */
record HttpRequest(String method, String path, String query, Map<String, String> headers) {

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** The header's value, or null; the name is in lower case. */
  String header(String name) {
    return headers.get(name);
  }

  boolean acceptsGzip() {
    String accepted = headers.getOrDefault("accept-encoding", "").toLowerCase(Locale.ROOT);
    for (String element : accepted.split(",", -1)) {
      String coding = element.replaceAll("\\s", "");
      if (coding.equals("gzip") || coding.startsWith("gzip;")) {
        return !coding.matches("gzip;q=0(\\.0*)?");
      }
    }
    return false;
  }

  /**
   * The values of a parameter of the query.
   *
   * @throws IllegalArgumentException if an escape in the query is malformed
   */
  Set<String> parameters(String name) {
    Set<String> values = new LinkedHashSet<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals >= 0 && decoded(parameter.substring(0, equals)).equals(name)) {
        values.add(decoded(parameter.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decoded(String escaped) {
    return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
  }
}
