// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Checks addresses that variables give. */
final class HttpAddress {

  private HttpAddress() {}

  /** The address for people to read, without what may be a secret: user, query and fragment. */
  static String shown(URI address) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port + address.getRawPath();
  }

  /**
   * The address that a variable gives.
   *
   * @throws IOException if it is none; the message names the variable
   */
  static URI of(String variable, String value) throws IOException {
    try {
      URI url = new URI(value);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new IOException("%s: not an http or https address: %s".formatted(variable, value));
  }
}
