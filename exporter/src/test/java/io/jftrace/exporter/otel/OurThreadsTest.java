// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static io.jftrace.exporter.otel.ExporterFixture.PATIENCE;
import static io.jftrace.exporter.otel.ExporterFixture.offerWaits;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.exporter.receivers.GrpcReceiver;
import io.jftrace.timeline.AgentThreads;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The clients of the receivers have threads of their own, which are known nevertheless. */
class OurThreadsTest {

  private final ExporterFixture fixture = new ExporterFixture();

  @Test
  void threadsOfTheJdksClientAreKnown() throws Exception {
    try (Receiver receiver = new Receiver()) {
      assertAllKnown(receiver.address(), "HttpClient-", threads());
    }
  }

  @Test
  void threadsOfOkHttpAreKnown() throws Exception {
    fixture.set("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      // All clients share them: an earlier test may have started some.
      assertAllKnown(receiver.address(), "OkHttp", Set.of());
    }
  }

  @Test
  void theApplicationsAreNot() {
    assertFalse(AgentThreads.isInGroup(Thread.currentThread()));
    assertFalse(AgentThreads.isInGroup(null));
  }

  private void assertAllKnown(String address, String prefix, Set<Thread> before) throws Exception {
    try (OtelExporter exporter = fixture.set("OTEL_EXPORTER_OTLP_ENDPOINT", address).open()) {
      offerWaits(exporter, 3);
      assertTrue(exporter.flush(PATIENCE));
      Set<Thread> started = threads();
      started.removeAll(before);
      List<Thread> clients = started.stream().filter(t -> t.getName().startsWith(prefix)).toList();
      assertFalse(clients.isEmpty(), started::toString);
      assertTrue(clients.stream().allMatch(OurThreadsTest::isKnownOrEnded), clients::toString);
    }
  }

  private static boolean isKnownOrEnded(Thread thread) {
    return AgentThreads.isInGroup(thread) || !thread.isAlive();
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }
}
