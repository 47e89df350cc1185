// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Predicate;
import io.prometheus.client.SampleNameFilter;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** What there is to get: the metrics, in the format and with the names that are asked for. */
final class MetricsPage {

  static final String PATH = "/metrics";

  private final CollectorRegistry registry;

  MetricsPage(CollectorRegistry registry) {
    this.registry = registry;
  }

  HttpResponse answer(HttpRequest request) {
    if (!request.path().equals(PATH)) {
      return HttpResponse.of(HttpStatus.NOT_FOUND, "the metrics are at " + PATH);
    }
    if (!request.method().equals("GET") && !request.isHead()) {
      return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED, "use GET").with("Allow", "GET, HEAD");
    }
    Predicate<String> names;
    try {
      names = SampleNameFilter.restrictToNamesEqualTo(null, request.parameters("name[]"));
    } catch (IllegalArgumentException e) {
      return HttpResponse.of(HttpStatus.BAD_REQUEST, "malformed query");
    }
    try {
      return rendered(request, names);
    } catch (Throwable e) {
      return HttpResponse.of(HttpStatus.INTERNAL_ERROR, "collecting the metrics failed: " + e);
    }
  }

  /** In memory: a collector that fails halfway must not have half of a page as its response. */
  private HttpResponse rendered(HttpRequest request, Predicate<String> names) throws IOException {
    String contentType = TextFormat.chooseContentType(accepted(request));
    boolean gzip = request.acceptsGzip();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (OutputStream out = gzip ? new GZIPOutputStream(body) : body;
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      TextFormat.writeFormat(contentType, writer, registry.filteredMetricFamilySamples(names));
    }
    HttpResponse response = new HttpResponse(HttpStatus.OK, contentType, body.toByteArray());
    return gzip ? response.with("Content-Encoding", "gzip") : response;
  }

  /** The library takes it that something is in front of each semicolon. */
  private static String accepted(HttpRequest request) {
    String accept = request.header("accept");
    return accept == null ? null : accept.replace(";", " ;");
  }
}
