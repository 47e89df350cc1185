// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response with its whole body, after which the connection ends. */
final class HttpResponse {

  private static final int PIECE_BYTES = 8192;

  private final HttpStatus status;
  private final byte[] body;
  private final Map<String, String> headers = new LinkedHashMap<>();

  HttpResponse(HttpStatus status, String contentType, byte[] body) {
    this.status = status;
    this.body = body;
    with("Content-Type", contentType);
    with("Content-Length", Integer.toString(body.length));
    with("Connection", "close");
  }

  /** A message for whoever reads it. */
  static HttpResponse of(HttpStatus status, String message) {
    // It may be an exception's, which may be of several lines.
    String line = message.replaceAll("\\p{Cntrl}+", " ") + "\n";
    byte[] body = line.getBytes(StandardCharsets.UTF_8);
    return new HttpResponse(status, "text/plain; charset=utf-8", body);
  }

  /** The value must not come from the request. */
  HttpResponse with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  HttpStatus status() {
    return status;
  }

  /**
   * In small pieces: for each write the JDK keeps direct memory of its size with the thread, which
   * the application may have little of (-XX:MaxDirectMemorySize).
   */
  void write(OutputStream socket, boolean withBody) throws IOException {
    // Buffered, so that head and body of a short one are one packet.
    OutputStream out = new BufferedOutputStream(socket);
    out.write(head().getBytes(StandardCharsets.ISO_8859_1));
    if (withBody) {
      for (int from = 0; from < body.length; from += PIECE_BYTES) {
        out.write(body, from, Math.min(PIECE_BYTES, body.length - from));
      }
    }
    out.flush();
  }

  private String head() {
    StringBuilder head = new StringBuilder(status.line()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }
}
