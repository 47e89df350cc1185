// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lists such as those of {@code OTEL_RESOURCE_ATTRIBUTES} and {@code OTEL_EXPORTER_OTLP_HEADERS}.
 */
final class KeyValues {

  private static final int HEX = 16;

  private KeyValues() {}

  /** Entries without a key or {@code =} are left out; null gives an empty map. */
  static Map<String, String> parse(String list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (list != null) {
      for (String pair : list.split(",", -1)) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? "" : pair.substring(0, equals).trim();
        if (!key.isEmpty()) {
          pairs.put(key, decoded(pair.substring(equals + 1).trim()));
        }
      }
    }
    return pairs;
  }

  /**
   * Percent-decoded UTF-8. Unlike in a form, a plus sign stands for itself, as it may be part of a
   * token; a percent sign without two hexadecimal digits does so, too.
   */
  static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], HEX) : -1;
      int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], HEX) : -1;
      if (encoded[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high * HEX + low);
        i += 2;
      } else {
        decoded.write(encoded[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
