// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;

/**
 * An application whose requests do a bit of everything that there are events for, with an event of
 * its own from just after a span became active to just before it ends, and another one around that.
 */
final class SpanEventsApplication {

  static final int REQUESTS = 20;
  static final int SLEEP_MILLIS = 25;
  private static final int PAGES_BYTES = 1 << 20;

  /** A span was active all this time. */
  @Name("test.Inside")
  @StackTrace(false)
  static final class Inside extends Event {
    String trace;
    String span;
  }

  /** No span was active before and after it. */
  @Name("test.Around")
  @StackTrace(false)
  static final class Around extends Event {}

  private final Tracer tracer;
  private final LinkedTransferQueue<Integer> handOver = new LinkedTransferQueue<>();
  private final FileChannel marker;
  private final FileChannel file;

  private SpanEventsApplication(Tracer tracer, FileChannel marker, FileChannel file) {
    this.tracer = tracer;
    this.marker = marker;
    this.file = file;
  }

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    try (SdkTracerProvider provider = SdkTracerProvider.builder().build();
        FileChannel marker = FileChannel.open(marker(), StandardOpenOption.WRITE);
        FileChannel file =
            FileChannel.open(
                Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Recording recording = new Recording()) {
      for (String type : new String[] {"OffCpu", "RunQueue", "Syscall", "BlockIo", "PageFault"}) {
        recording.enable("jftrace." + type).withThreshold(Duration.ZERO);
      }
      recording.enable("jftrace.Span").withThreshold(Duration.ZERO);
      recording.enable("jftrace.Wakeup");
      recording.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO);
      recording.enable(Inside.class).withThreshold(Duration.ZERO);
      recording.enable(Around.class).withThreshold(Duration.ZERO);
      recording.start();
      run(new SpanEventsApplication(provider.get("test"), marker, file));
      recording.stop();
      recording.dump(Path.of(args[0]));
    }
    System.out.println("recorded");
  }

  private static Path marker() throws IOException {
    String own = "jftrace_" + ProcessHandle.current().pid() + "_*";
    try (DirectoryStream<Path> instances =
        Files.newDirectoryStream(Path.of("/sys/kernel/tracing/instances"), own)) {
      return instances.iterator().next().resolve("trace_marker");
    }
  }

  private static void run(SpanEventsApplication application) throws InterruptedException {
    Thread worker = new Thread(() -> application.often(application::work), "worker");
    Thread helper = new Thread(() -> application.often(application::help), "helper");
    worker.start();
    helper.start();
    worker.join();
    helper.join();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void often(Work work) {
    try {
      for (int i = 0; i < REQUESTS; i++) {
        Around around = new Around();
        around.begin();
        request(work);
        around.commit();
        Thread.sleep(2);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void request(Work work) throws IOException, InterruptedException {
    Span span = tracer.spanBuilder("request").setNoParent().startSpan();
    try (Scope scope = span.makeCurrent()) {
      Inside inside = new Inside();
      inside.trace = span.getSpanContext().getTraceId();
      inside.span = span.getSpanContext().getSpanId();
      inside.begin();
      work.run();
      inside.commit();
    } finally {
      span.end();
    }
  }

  private void work() throws IOException, InterruptedException {
    Thread.sleep(SLEEP_MILLIS);
    marker.write(ByteBuffer.wrap("within\n".getBytes(StandardCharsets.US_ASCII)));
    // New memory, which is not there until it is touched.
    ByteBuffer pages = ByteBuffer.allocateDirect(PAGES_BYTES);
    file.write(pages);
    file.force(true);
    handOver.take();
  }

  /** Lets the worker wait, and ends its wait from within another span. */
  private void help() throws InterruptedException {
    while (!handOver.hasWaitingConsumer()) {
      Thread.sleep(2);
    }
    // It spins for a moment before it waits.
    Thread.sleep(5);
    handOver.put(1);
  }
}
