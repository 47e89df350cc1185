// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.exporter.TestCall;
import io.jftrace.exporter.TestHit;
import io.jftrace.exporter.TestRequest;
import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.PoolNames;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.SourceHealth;
import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.scheduler.ThreadState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PrometheusExporterTest {

  private static final PrometheusSettings ANY_PORT = new PrometheusSettings("127.0.0.1", 0);
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final ProbeType OPEN = TestHit.probe("open", true);
  private static final ProbeType GC_BEGIN = TestHit.probe("gc_begin", false);
  private static final SpanRef SPAN =
      new SpanRef("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void scrapeHasEveryMetric() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker-1");
      // Asleep for 3 ms, then 40 µs on a run queue.
      timeline.events().offCpu(7, 0, 3_000_000, 3_040_000, -1, 'S', 0, 0);
      // Preempted for 2 ms.
      timeline.events().offCpu(7, 5_000_000, 5_000_000, 7_000_000, -1, 'R', 0, 0);
      // Asleep for 500 ns, and what woke it was not seen.
      timeline.events().offCpu(7, 8_000_000, 8_000_500, 8_000_500, -1, 'D', 0, 0);
      timeline.events().queued(7, 9_000_000, 9_100_000);
      StateTimes times = new StateTimes();
      times.add(ThreadState.RUNNING, 1_500_000_000);
      times.add(ThreadState.SLEEPING, 3_000_000);
      times.addMigration();
      timeline.events().stateTime(7, times);
      askTheKernel(exporter.sink(), timeline.events().thread(7));
      hitProbes(exporter.sink(), timeline.events().thread(7));

      HttpResponse<String> scrape = get(exporter.address(), TEXT);

      assertEquals(200, scrape.statusCode());
      assertEquals(TEXT, scrape.headers().firstValue("Content-Type").orElseThrow());
      assertEquals(Expected.SCRAPE, scrape.body());
    }
  }

  private static void askTheKernel(TimelineSink sink, TracedThread thread) {
    sink.systemCall(new TestCall(thread, 0, 4_000_000));
    sink.systemCall(new TestCall(thread, 5_000_000, 5_500_000));
    sink.pageFault(thread, 0, 0, 0x1000, false);
    sink.pageFault(thread, 1_000_000, 3_000_000, 0x2000, false);
    sink.pageFault(thread, 0, 6_000_000, 0x3000, true);
    sink.blockRequest(new TestRequest(thread, 0, 200_000, 4_096, BlockOperation.READ, 0, null));
    sink.blockRequest(new TestRequest(thread, 0, 500_000, 8_192, BlockOperation.WRITE, 0, null));
    sink.blockRequest(
        new TestRequest(thread, 0, 3_000_000, 65_536, BlockOperation.WRITE, -5, null));
  }

  private static void hitProbes(TimelineSink sink, TracedThread thread) {
    sink.probeHit(new TestHit(OPEN, thread, 0, 1_500_000, null));
    sink.probeHit(new TestHit(OPEN, thread, 0, 3_000_000, SPAN));
    // Not shown one by one, but counted.
    sink.probeHit(new TestHit(OPEN, thread, 0, 3_000_000, SPAN, false, List.of()));
    sink.probeTorn(OPEN, 2);
    sink.probeHit(new TestHit(GC_BEGIN, thread, 5, 5, SPAN));
    sink.probeHit(new TestHit(TestHit.probe("open", true), thread, 0, 1, SPAN));
  }

  @Test
  void probesHaveAllSeriesFromTheStart() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      List<String> series =
          get(exporter.address(), TEXT)
              .body()
              .lines()
              .filter(line -> line.startsWith("jftrace_probe") && !line.contains("_bucket"))
              .toList();
      assertEquals(
          List.of(
              "jftrace_probe_hits_total{probe=\"open\",} 0.0",
              "jftrace_probe_hits_total{probe=\"gc_begin\",} 0.0",
              "jftrace_probe_call_seconds_count{probe=\"open\",} 0.0",
              "jftrace_probe_call_seconds_sum{probe=\"open\",} 0.0",
              "jftrace_probe_torn_total{probe=\"open\",} 0.0"),
          series);
    }
  }

  @Test
  void openMetricsHaveExemplarsOfCalls() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker-1");
      hitProbes(exporter.sink(), timeline.events().thread(7));
      List<String> exemplars =
          get(exporter.address(), OPEN_METRICS)
              .body()
              .lines()
              .filter(line -> line.contains(" # {"))
              .map(line -> line.replaceFirst(" \\d+\\.\\d{3}$", " TIME"))
              .toList();
      assertEquals(
          List.of(
              "jftrace_probe_call_seconds_bucket{probe=\"open\",le=\"0.005\"} 3.0"
                  + " # {span_id=\"b7ad6b7169203331\","
                  + "trace_id=\"0af7651916cd43dd8448eb211c80319c\"} 0.003 TIME"),
          exemplars);
      assertFalse(get(exporter.address(), TEXT).body().contains("trace_id"));
    }
  }

  @Test
  void openMetricsHaveExemplarsOfWaitsAndRequests() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker-1").span(7, SPAN);
      // 2 ms asleep and 300 µs on a run queue.
      timeline.events().offCpu(7, 0, 2_000_000, 2_300_000, -1, 'S', 0, 0);
      exporter
          .sink()
          .blockRequest(
              new TestRequest(
                  timeline.events().thread(7), 0, 400_000, 1, BlockOperation.READ, 0, SPAN));
      assertEquals(
          List.of(
              "jftrace_off_cpu_seconds_bucket{pool=\"worker\",le=\"0.005\"} 1.0 0.0023",
              "jftrace_run_queue_latency_seconds_bucket{pool=\"worker\",le=\"5.0E-4\"} 1.0 3.0E-4",
              "jftrace_off_cpu_reason_seconds_total{pool=\"worker\",reason=\"run-queue\"} 3.0E-4 3.0E-4",
              "jftrace_off_cpu_reason_seconds_total{pool=\"worker\",reason=\"sleeping\"} 0.002 0.002",
              "jftrace_off_cpu_waits_total{pool=\"worker\",reason=\"run-queue\"} 1.0 3.0E-4",
              "jftrace_off_cpu_waits_total{pool=\"worker\",reason=\"sleeping\"} 1.0 0.002",
              "jftrace_block_io_seconds_bucket{operation=\"read\",le=\"5.0E-4\"} 1.0 4.0E-4"),
          exemplars(exporter));
    }
  }

  /** The lines that have one, with its value behind the sample's; all are of {@link #SPAN}. */
  private List<String> exemplars(PrometheusExporter exporter) throws Exception {
    String ids = " # {span_id=\"%s\",trace_id=\"%s\"}".formatted(SPAN.spanId(), SPAN.traceId());
    return get(exporter.address(), OPEN_METRICS)
        .body()
        .lines()
        .filter(line -> line.contains(ids))
        .map(line -> line.replace(ids, "").replaceFirst(" \\d+\\.\\d{3}$", ""))
        .toList();
  }

  @Test
  void waitsOutsideOfSampledSpansHaveNoExemplars() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      SpanRef unsampled = new SpanRef(SPAN.traceId(), SPAN.spanId(), false);
      TestTimeline timeline =
          new TestTimeline(exporter.sink())
              .thread(7, "worker-1")
              .thread(8, "worker-2")
              .span(8, unsampled);
      timeline.events().offCpu(7, 0, 2_000_000, 2_300_000, -1, 'S', 0, 0);
      timeline.events().offCpu(8, 9_000_000, 9_500_000, 9_500_000, -1, 'D', 0, 0);
      assertFalse(get(exporter.address(), OPEN_METRICS).body().contains("trace_id"));
    }
  }

  /** Which takes time, and there may be a million waits a second. */
  @Test
  void spansOfWaitsAreSeldomAskedFor() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker-1");
      for (int i = 0; i < 100_000; i++) {
        long end = i * 1000L;
        timeline.events().offCpu(7, end - 900, end - 100, end, -1, 'S', 0, 0);
      }
      // In 100 ms: for one bucket of each histogram and for two reasons, every millisecond.
      assertTrue(timeline.spanLookups() <= 4 * 101, timeline.spanLookups() + " times");
    }
  }

  @Test
  void onlyWhatHappenedHasASeries() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker-1");
      timeline.events().offCpu(7, 0, 3_000_000, 3_000_000, -1, 'S', 0, 0);

      String body = get(exporter.address(), TEXT).body();

      List<String> reasons =
          body.lines()
              .filter(line -> line.contains("reason="))
              .filter(line -> !line.startsWith("jftrace_spans_dropped"))
              .toList();
      assertEquals(
          List.of(
              "jftrace_off_cpu_reason_seconds_total{pool=\"worker\",reason=\"sleeping\",} 0.003",
              "jftrace_off_cpu_waits_total{pool=\"worker\",reason=\"sleeping\",} 1.0"),
          reasons);
      for (String name : List.of("migrations", "syscall", "page_fault", "block_io")) {
        assertFalse(body.contains(name), body);
      }
    }
  }

  @Test
  void waitsAddUpToTheHistogram() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker-1");
      for (int i = 0; i < 10; i++) {
        timeline.events().offCpu(7, 0, i, 9, -1, i % 2 == 0 ? 'S' : 'D', 0, 0);
      }
      String body = get(exporter.address(), TEXT).body();
      // The first one was on a run queue from the beginning, the last one never.
      assertEquals(9.0, sum(body, "jftrace_off_cpu_waits_total", line -> !isRunQueue(line)));
      assertEquals(9.0, sum(body, "jftrace_off_cpu_waits_total", line -> isRunQueue(line)));
      double seconds = sum(body, "jftrace_off_cpu_reason_seconds_total", line -> true);
      assertEquals(sum(body, "jftrace_off_cpu_seconds_sum", line -> true), seconds, 1e-12);
    }
  }

  private static boolean isRunQueue(String line) {
    return line.contains("run-queue");
  }

  private static double sum(String body, String name, Predicate<String> which) {
    return body.lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(which)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void threadsThatGiveLanesToOthersAreInNoPool() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      TestTimeline timeline = new TestTimeline(exporter.sink());
      for (int tid = 1; tid <= 100; tid++) {
        timeline.thread(
            tid, "jftrace-lane pool" + (char) ('A' + tid / 10) + (char) ('a' + tid % 10));
        timeline.events().queued(tid, 0, 1_000);
      }
      timeline.thread(200, "worker-1");
      timeline.events().queued(200, 0, 1_000);
      List<String> counts =
          get(exporter.address(), TEXT)
              .body()
              .lines()
              .filter(l -> l.startsWith("jftrace_run_queue_latency_seconds_count"))
              .toList();
      assertEquals(
          List.of("jftrace_run_queue_latency_seconds_count{pool=\"worker\",} 1.0"), counts);
    }
  }

  @Test
  void documentedExpositionIsTheTestedOne() throws IOException {
    Path source = Path.of("src/main/java/io/jftrace/exporter/prometheus/JftraceMetrics.java");
    String documented =
        Files.readString(source)
            .lines()
            .dropWhile(line -> !line.endsWith("<pre>"))
            .skip(1)
            .takeWhile(line -> !line.endsWith("</pre>"))
            .map(line -> line.replaceFirst("^ \\* ", ""))
            .filter(line -> !line.equals("…"))
            .collect(Collectors.joining("\n"));
    List<String> exposed = Expected.SCRAPE.lines().toList();
    documented.lines().forEach(line -> assertTrue(exposed.contains(line), line));
    exposed.stream()
        .filter(line -> !line.contains("_bucket"))
        .forEach(line -> assertTrue(documented.contains(line), line));
  }

  @Test
  void openMetricsIfAccepted() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      String accept = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";

      HttpResponse<String> scrape = get(exporter.address(), accept);

      assertEquals(OPEN_METRICS, scrape.headers().firstValue("Content-Type").orElseThrow());
      String body = scrape.body();
      assertTrue(body.endsWith("# EOF\n"), body);
      assertTrue(body.contains("# TYPE jftrace_events_read counter\n"), body);
      assertTrue(body.contains("# UNIT jftrace_reader_lag_seconds seconds\n"), body);
      assertTrue(body.contains("# TYPE jftrace_build info\n"), body);
      assertTrue(body.contains("jftrace_events_read_total{cpu=\"0\"} 12345.0\n"), body);
    }
  }

  @Test
  void servesNothingElse() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      assertEquals(404, get(exporter.address().resolve("/"), TEXT).statusCode());
      assertEquals(404, get(exporter.address().resolve("/metrics/more"), TEXT).statusCode());
    }
  }

  @Test
  void portInUseIsSaidInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PrometheusSettings settings = new PrometheusSettings("127.0.0.1", taken.getLocalPort());

      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  PrometheusExporter.start(
                      settings, FixedHealths.NONE, new PoolNames(1), List.of(), "1"));

      assertEquals(
          "cannot serve metrics on 127.0.0.1:"
              + taken.getLocalPort()
              + ": Address already in use; set prometheus.port (0: any free port) or"
              + " prometheus.host",
          e.getMessage());
      HttpThreadList.assertEnded();
    }
  }

  @Test
  void unknownHostIsSaidInOneLine() {
    PrometheusSettings settings = new PrometheusSettings("nowhere.invalid", 0);
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                PrometheusExporter.start(
                    settings, FixedHealths.NONE, new PoolNames(1), List.of(), "1"));
    assertTrue(e.getMessage().contains("nowhere.invalid:0: unknown host;"), e.getMessage());
  }

  @Test
  void closeFreesThePortAndEndsTheThreads() throws Exception {
    PrometheusExporter exporter = start(oneCpu());
    get(exporter.address(), TEXT);
    assertTrue(
        HttpThreadList.now().stream().allMatch(Thread::isDaemon),
        () -> HttpThreadList.now().toString());
    assertTrue(HttpThreadList.now().size() >= 2, () -> HttpThreadList.now().toString());

    exporter.close();

    int port = exporter.address().getPort();
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    HttpThreadList.assertEnded();
  }

  @Test
  void failingScrapeIsAnErrorToTheClientOnly() throws Exception {
    FixedHealth torn = new FixedHealth(List.of(1L), List.of(), List.of(), 0, 0, 0, 0, 0, 0);
    try (PrometheusExporter exporter = start(torn)) {
      assertEquals(500, get(exporter.address(), TEXT).statusCode());
      assertEquals(500, get(exporter.address(), TEXT).statusCode());
    }
  }

  @Test
  void leavesTheSystemPropertiesAlone() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      get(exporter.address(), TEXT);
      assertNull(System.getProperty("sun.net.httpserver.maxReqTime"));
      assertNull(System.getProperty("sun.net.httpserver.maxRspTime"));
    }
  }

  @Test
  void poolsAreBounded() throws Exception {
    try (PrometheusExporter exporter = start(oneCpu())) {
      TestTimeline timeline = new TestTimeline(exporter.sink());
      for (int tid = 1; tid <= 100; tid++) {
        timeline.thread(tid, "pool" + (char) ('A' + tid / 10) + (char) ('a' + tid % 10));
        timeline.events().queued(tid, 0, 1_000);
      }
      String body = get(exporter.address(), TEXT).body();
      List<String> counts =
          body.lines()
              .filter(l -> l.startsWith("jftrace_run_queue_latency_seconds_count"))
              .toList();
      assertEquals(65, counts.size());
      assertTrue(
          counts.contains("jftrace_run_queue_latency_seconds_count{pool=\"other\",} 36.0"),
          counts::toString);
    }
  }

  private static PrometheusExporter start(SourceHealth health) throws IOException {
    return PrometheusExporter.start(
        ANY_PORT,
        new AgentHealth(
            health,
            new FixedDetail(2, 11, 12),
            new FixedInspection(13, 14),
            new FixedBreakdowns(19, 20, 21),
            new FixedSpans(15, 16, 17, 18)),
        new PoolNames(64),
        List.of(OPEN, GC_BEGIN),
        "1.2.3");
  }

  private static FixedHealth oneCpu() {
    return new FixedHealth(
        List.of(12_345L),
        List.of(6L),
        List.of(2L),
        8_388_608,
        524_288,
        7,
        3,
        250_000_000,
        1_250_000_000);
  }

  private HttpResponse<String> get(URI uri, String accept) {
    try {
      return client.send(
          HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
