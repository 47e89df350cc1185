// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRequestReaderTest {

  @Test
  void requestIsTakenApart() throws IOException {
    HttpRequest request =
        read("GET /a/b?c=d&e HTTP/1.1\r\nHost: x:1\r\nACCEPT:a\r\naccept: \tb;q=1 \r\n\r\nbody");
    assertEquals("GET", request.method());
    assertEquals("/a/b", request.path());
    assertEquals("c=d&e", request.query());
    assertEquals("x:1", request.header("host"));
    assertEquals("a,b;q=1", request.header("accept"));
    assertNull(request.header("accept-encoding"));
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics, /metrics",
    "http://127.0.0.1:9464/metrics?x, /metrics",
    "HTTP://host, /",
    "*, *",
    "?x, ''"
  })
  void pathIsWithoutHostAndQuery(String target, String path) throws IOException {
    assertEquals(path, read("GET " + target + " HTTP/1.0\r\n\r\n").path());
  }

  @Test
  void lineFeedsAloneAndOneEmptyLineInFrontWillDo() throws IOException {
    assertEquals("b", read("\r\nGET / HTTP/1.1\na: b\n\n").header("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /metrics\r\n\r\n",
        "GET  /metrics HTTP/1.1\r\n\r\n",
        "GET /metrics HTTP/1.1 \r\n\r\n",
        "GET /metrics HTTP/x\r\n\r\n",
        "G(T /metrics HTTP/1.1\r\n\r\n",
        " /metrics HTTP/1.1\r\n\r\n",
        "\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n: no name\r\n\r\n",
        "GET / HTTP/1.1\r\nspace : b\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\rc\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\0c\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\r\n",
        "GET",
        "\u0016\u0003\u0001"
      })
  void malformed(String request) {
    assertEquals(HttpStatus.BAD_REQUEST, refused(request));
  }

  @Test
  void otherVersionIsRefused() {
    assertEquals(HttpStatus.VERSION_NOT_SUPPORTED, refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  }

  @Test
  void sizeIsBounded() throws IOException {
    String start = "GET / HTTP/1.1\r\na: ";
    String end = "\r\n\r\n";
    String fits = "b".repeat(HttpRequestReader.MAX_BYTES - start.length() - end.length());
    assertEquals(fits, read(start + fits + end).header("a"));
    assertEquals(HttpStatus.HEADER_TOO_LARGE, refused(start + fits + "b" + end));
    assertEquals(HttpStatus.HEADER_TOO_LARGE, refused("G".repeat(10_000)));
    assertEquals(HttpStatus.HEADER_TOO_LARGE, refused("GET / HTTP/1.1\n" + "a:\n".repeat(10_000)));
  }

  @Test
  void nothingIsNoRequest() {
    assertThrows(EOFException.class, () -> read(""));
  }

  @Test
  void randomBytesAreRefusedInTheSameWay() {
    Random random = new Random(1);
    String alphabet = "GET /? HTTP/1.1:%&=\r\n\n\0\u00ff,;q";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder request = new StringBuilder(random.nextBoolean() ? "GET / HTTP/1.1\n" : "");
      for (int n = random.nextInt(40); n >= 0; n--) {
        request.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        read(request.toString());
      } catch (IOException e) {
        assertTrue(e instanceof HttpException, e::toString);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "GZIP", "deflate, gzip;q=1.0, *;q=0.5", "br,gzip ; q=0.01", "gzip;q=x"})
  void gzipIsAccepted(String header) throws IOException {
    assertTrue(read("GET / HTTP/1.1\r\nAccept-Encoding: " + header + "\r\n\r\n").acceptsGzip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "x-gzip2", "gzip;q=0", "gzip; Q=0.000, br", ",;,", "*"})
  void gzipIsNotAccepted(String header) throws IOException {
    assertFalse(read("GET / HTTP/1.1\r\nAccept-Encoding: " + header + "\r\n\r\n").acceptsGzip());
  }

  @Test
  void parametersAreDecoded() throws IOException {
    HttpRequest request = read("GET /?name[]=a&&name%5B%5D=b%20c&=&x&name=d HTTP/1.1\r\n\r\n");
    assertEquals(Set.of("a", "b c"), request.parameters("name[]"));
    assertEquals(Set.of(), read("GET / HTTP/1.1\r\n\r\n").parameters("name[]"));
  }

  private static HttpRequest read(String request) throws IOException {
    return HttpRequestReader.read(
        new ByteArrayInputStream(request.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static HttpStatus refused(String request) {
    return assertThrows(HttpException.class, () -> read(request)).status();
  }
}
