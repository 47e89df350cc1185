// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.config.AgentConfig;
import io.jftrace.agent.config.LogLevel;
import io.jftrace.agent.overload.LossHealth;
import io.jftrace.agent.threads.ThreadStacks;
import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.MountedThreads;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.SchedulerSource;
import io.jftrace.timeline.scheduler.SourceHealth;
import io.jftrace.timeline.scheduler.WaitingThreads;
import io.jftrace.timeline.waits.WaitLookups;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The agent with a source that has always more to drain, and then nothing more. */
class OverloadedAgentTest {

  private static final long TIMEOUT_NANOS = 60_000_000_000L;
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+");

  private static final class FloodedSource implements SchedulerSource {

    volatile boolean flooded = true;
    volatile boolean ended;

    @Override
    public String name() {
      return "flood";
    }

    @Override
    public void start(IntervalSink sink) {}

    @Override
    public void await(int timeoutMillis) {
      if (!flooded) {
        sleep(timeoutMillis);
      }
    }

    @Override
    public void drain() throws IOException {
      if (ended) {
        throw new IOException("ended");
      }
      if (flooded) {
        sleep(50);
      }
    }

    private static void sleep(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void wake() {}

    @Override
    public void drainEvents() throws IOException {
      drain();
    }

    @Override
    public void forEachWaiting(long sinceNanos, WaitingThreads threads) {}

    @Override
    public long ownEvents() {
      return 0;
    }

    @Override
    public SourceHealth health() {
      return new LossHealth();
    }

    @Override
    public void close() {}
  }

  private final FloodedSource source = new FloodedSource();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What ended the reader's thread, to be read after its end. */
  private Throwable end;

  @Test
  void detailGoesAndComesBack() throws Exception {
    Thread reader = new Thread(this::run, "reader");
    reader.start();
    try {
      await("jftrace_detail_level 0.0");
      assertTrue(lines().contains("[jftrace] overload: the reader is busy"), lines());
      source.flooded = false;
      await("jftrace_detail_level 1.0");
    } finally {
      source.ended = true;
      reader.join();
    }
    assertEquals("java.io.IOException: ended", String.valueOf(end));
    assertEquals(2, lines().lines().count(), lines());
  }

  private void run() {
    try (Shutdown shutdown = Shutdown.install()) {
      new Agent(
              AgentConfig.read("prometheus.port=0,jfr=off,spans=off", Map.of(), Map.of()),
              new Log(LogLevel.INFO, new PrintStream(err, true, StandardCharsets.UTF_8)),
              source,
              new Agent.Lookups(
                  JavaThreads.UNKNOWN,
                  tid -> "",
                  SpanSource.NONE,
                  MountedThreads.NONE,
                  WaitLookups.NONE,
                  ThreadStacks.NONE,
                  Breakdowns.OFF,
                  () -> false,
                  () -> {},
                  () -> Integer.MAX_VALUE))
          .run(shutdown);
    } catch (Exception | Error e) {
      end = e;
    }
  }

  private String lines() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void await(String line) throws Exception {
    long startNanos = System.nanoTime();
    String page = "";
    while (!page.contains("\n" + line + "\n")) {
      assertTrue(System.nanoTime() - startNanos < TIMEOUT_NANOS, "waited in vain: " + page);
      Thread.sleep(20);
      Matcher address = ADDRESS.matcher(lines());
      page = address.find() ? scrape(address.group()) : "";
    }
  }

  private static String scrape(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
