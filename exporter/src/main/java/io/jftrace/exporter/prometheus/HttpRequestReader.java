// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the head of one request, of bounded size. A body, which none of ours needs, is left. */
final class HttpRequestReader {

  static final int MAX_BYTES = 8 * 1024;

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");
  private static final int DELETE = 127;

  private final InputStream in;
  private int bytesRead;

  private HttpRequestReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * @throws HttpException if it is not a request as it should be; said as soon as that is clear
   * @throws EOFException if there is nothing at all
   */
  static HttpRequest read(InputStream in) throws IOException {
    return new HttpRequestReader(in).read();
  }

  private HttpRequest read() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      // To be ignored, says RFC 9112: old clients end a body with it.
      line = line();
    }
    String[] words = line.split(" ", -1);
    if (words.length != 3
        || !TOKEN.matcher(words[0]).matches()
        || !VERSION.matcher(words[2]).matches()) {
      throw malformed();
    }
    if (!words[2].startsWith("HTTP/1.")) {
      throw new HttpException(HttpStatus.VERSION_NOT_SUPPORTED, "this server speaks HTTP/1.1");
    }
    String target = origin(words[1]);
    int end = target.indexOf('?');
    return new HttpRequest(
        words[0],
        end < 0 ? target : target.substring(0, end),
        end < 0 ? "" : target.substring(end + 1),
        headers());
  }

  /** Without scheme and host, which a client may send though none but a proxy needs them. */
  private static String origin(String target) {
    if (!target.regionMatches(true, 0, "http://", 0, "http://".length())) {
      return target;
    }
    int path = target.indexOf('/', "http://".length());
    return path < 0 ? "/" : target.substring(path);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
        throw malformed();
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).trim(), (a, b) -> a + "," + b);
    }
    return headers;
  }

  /** The next line without its end, which is CR LF, or LF from those who type by hand. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = next();
    while (c != '\r' && c != '\n') {
      // What speaks another protocol, such as TLS, is told at once, not after a timeout.
      if ((c < ' ' && c != '\t') || c == DELETE) {
        throw malformed();
      }
      line.append((char) c);
      c = next();
    }
    if (c == '\r' && next() != '\n') {
      throw malformed();
    }
    return line.toString();
  }

  private int next() throws IOException {
    if (bytesRead == MAX_BYTES) {
      throw new HttpException(
          HttpStatus.HEADER_TOO_LARGE, "a request may have " + MAX_BYTES + " bytes");
    }
    int c = in.read();
    if (c < 0) {
      throw bytesRead == 0 ? new EOFException() : malformed();
    }
    bytesRead++;
    return c;
  }

  private static HttpException malformed() {
    return new HttpException(HttpStatus.BAD_REQUEST, "not an HTTP/1.1 request");
  }
}
