// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static io.jftrace.exporter.otel.ExporterFixture.MILLI;
import static io.jftrace.exporter.otel.ExporterFixture.PATIENCE;
import static io.jftrace.exporter.otel.ExporterFixture.freePort;
import static io.jftrace.exporter.otel.ExporterFixture.offerWaits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.jftrace.exporter.receivers.GrpcReceiver;
import io.jftrace.exporter.receivers.ZipkinReceiver;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivers that are down, slow, or answer errors, by each protocol. */
final class UnwillingReceiverTest {

  private enum By {
    HTTP,
    GRPC,
    ZIPKIN
  }

  private static final int QUEUE = 20;
  private static final long HANGS_MILLIS = 20_000;

  private final ExporterFixture fixture =
      new ExporterFixture()
          .set("OTEL_BSP_MAX_QUEUE_SIZE", Integer.toString(QUEUE))
          .set("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10")
          .set("OTEL_BSP_SCHEDULE_DELAY", "10");

  private AutoCloseable receiver = () -> {};

  @AfterEach
  void close() throws Exception {
    receiver.close();
  }

  @ParameterizedTest
  @EnumSource
  void downIsCountedAndSaidOnce(By by) throws Exception {
    String address = "http://127.0.0.1:" + freePort();
    setTimeout(1_500);
    try (OtelExporter exporter = openTo(by, address)) {
      offerWaits(exporter, 3);
      assertTrue(exporter.flush(PATIENCE));
      offerWaits(exporter, 1);
      assertTrue(exporter.flush(PATIENCE));
      assertEquals(4, exporter.failed());
      assertEquals(0, exporter.exported() + exporter.dropped());
      assertEquals(1, fixture.warnings().size(), fixture.warnings()::toString);
      String warning = fixture.warnings().get(0);
      assertTrue(warning.startsWith("spans not exported to " + address), warning);
      assertTrue(warning.contains(": ConnectException"), warning);
      assertTrue(warning.endsWith(" (3 so far)"), warning);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusalIsSaidWithItsStatus(By by) throws Exception {
    for (int status : new int[] {400, 429, 503}) {
      setTimeout(1_000);
      try (OtelExporter exporter = openTo(by, answering(by, status, 0))) {
        offerWaits(exporter, 2);
        assertTrue(exporter.flush(PATIENCE));
        assertEquals(2, exporter.failed(), fixture.warnings()::toString);
        String warning = fixture.warnings().get(fixture.warnings().size() - 1);
        String reason =
            by == By.GRPC ? "gRPC status " + grpc(status).getCode() : "status " + status;
        assertTrue(warning.contains(reason), warning);
      }
      receiver.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReceiverThatHangsBlocksNobodyAndTheQueueStaysBounded(By by) throws Exception {
    setTimeout(60_000);
    OtelExporter exporter = openTo(by, answering(by, 200, HANGS_MILLIS));
    long startNanos = System.nanoTime();
    int offered = 5_000;
    offerWaits(exporter, offered);
    assertTrue(millisSince(startNanos) < HANGS_MILLIS / 2, "the timeline was held up");
    // One batch may be on its way.
    assertTrue(exporter.dropped() >= offered - QUEUE - 10, "dropped " + exporter.dropped());

    long closeNanos = System.nanoTime();
    exporter.close();
    assertTrue(
        millisSince(closeNanos) < HANGS_MILLIS / 2,
        "close took " + millisSince(closeNanos) + " ms");
    assertEquals(0, exporter.exported());
    for (int i = 0; i < 500 && exporter.dropped() + exporter.failed() < offered; i++) {
      Thread.sleep(10);
    }
    assertEquals(offered, exporter.dropped() + exporter.failed(), "all are accounted for");
  }

  @ParameterizedTest
  @EnumSource
  void aSlowAnswerCountsAsFailedOnceItsTimeIsOver(By by) throws Exception {
    setTimeout(300);
    try (OtelExporter exporter = openTo(by, answering(by, 200, HANGS_MILLIS))) {
      long startNanos = System.nanoTime();
      offerWaits(exporter, 2);
      assertTrue(exporter.flush(PATIENCE));
      assertTrue(millisSince(startNanos) < HANGS_MILLIS, "waited for the answer");
      assertEquals(2, exporter.failed());
    }
  }

  @Test
  void aGrpcReceiversWordsAreOneShortLine() throws Exception {
    GrpcReceiver grpc = new GrpcReceiver();
    receiver = grpc;
    grpc.answering(Status.UNAUTHENTICATED.withDescription("no\n token" + "!".repeat(500)), 0);
    try (OtelExporter exporter = openTo(By.GRPC, grpc.address())) {
      offerWaits(exporter, 1);
      assertTrue(exporter.flush(PATIENCE));
      String warning = fixture.warnings().get(0);
      assertTrue(warning.contains(": gRPC status UNAUTHENTICATED: no token!!!"), warning);
      assertTrue(warning.length() < 350, warning);
    }
  }

  private void setTimeout(int millis) {
    fixture.set("OTEL_EXPORTER_OTLP_TIMEOUT", Integer.toString(millis));
    fixture.set("OTEL_EXPORTER_ZIPKIN_TIMEOUT", Integer.toString(millis));
  }

  private OtelExporter openTo(By by, String address) throws IOException {
    fixture.set("OTEL_TRACES_EXPORTER", by == By.ZIPKIN ? "zipkin" : "otlp");
    fixture.set("OTEL_EXPORTER_OTLP_PROTOCOL", by == By.GRPC ? "grpc" : "http/protobuf");
    fixture.set("OTEL_EXPORTER_OTLP_ENDPOINT", address);
    fixture.set("OTEL_EXPORTER_ZIPKIN_ENDPOINT", address);
    return fixture.open();
  }

  /** Starts a receiver and returns its address. */
  private String answering(By by, int status, long delayMillis) throws IOException {
    switch (by) {
      case HTTP -> {
        Receiver http = new Receiver().answering(status, delayMillis);
        receiver = http;
        return http.address();
      }
      case GRPC -> {
        GrpcReceiver grpc = new GrpcReceiver().answering(grpc(status), delayMillis);
        receiver = grpc;
        return grpc.address();
      }
      default -> {
        ZipkinReceiver zipkin = new ZipkinReceiver().answering(status, delayMillis);
        receiver = zipkin;
        return zipkin.endpoint();
      }
    }
  }

  private static Status grpc(int httpStatus) {
    return switch (httpStatus) {
      case 400 -> Status.INVALID_ARGUMENT;
      case 429 -> Status.RESOURCE_EXHAUSTED;
      case 503 -> Status.UNAVAILABLE;
      default -> Status.OK;
    };
  }

  private static long millisSince(long startNanos) {
    return (System.nanoTime() - startNanos) / MILLI;
  }
}
