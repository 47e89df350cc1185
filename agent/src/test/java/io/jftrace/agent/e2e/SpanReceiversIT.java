// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import io.jftrace.exporter.receivers.GrpcReceiver;
import io.jftrace.exporter.receivers.ZipkinReceiver;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zipkin2.Span;

/** The packaged agent's spans by gRPC and by Zipkin, of an application with two SDKs. */
class SpanReceiversIT {

  @TempDir private static Path folder;
  private static TestJvm.Result result;
  private static List<ResourceSpans> resources;
  private static List<Span> zipkinSpans;
  private static Map<String, String> serviceByParent;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  static void run() throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    try (GrpcReceiver grpc = new GrpcReceiver();
        ZipkinReceiver zipkin = new ZipkinReceiver()) {
      Path received = folder.resolve("received");
      Thread watch = new Thread(() -> createOnceAllIsReceived(received, grpc, zipkin));
      watch.start();
      result =
          TestJvm.java(
              folder,
              TestJvm.agent() + "=prometheus.port=0",
              "-Dotel.traces.exporter=otlp,zipkin",
              "-Dotel.exporter.otlp.protocol=grpc",
              "-Dotel.exporter.otlp.endpoint=" + grpc.address(),
              "-Dotel.exporter.zipkin.endpoint=" + zipkin.endpoint(),
              "-Dotel.service.name=by-variable",
              "-Dotel.bsp.schedule.delay=200",
              "-cp",
              TestJvm.libraries(),
              TwoServices.class.getName(),
              received.toString());
      watch.interrupt();
      watch.join();
      assertEquals(0, result.exitCode(), result.err());
      resources = grpc.resources();
      zipkinSpans = List.copyOf(zipkin.spans());
    }
    serviceByParent =
        result
            .out()
            .lines()
            .map(line -> line.split("\t", 2))
            .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));
  }

  private static void createOnceAllIsReceived(Path file, GrpcReceiver grpc, ZipkinReceiver zipkin) {
    try {
      while (parents(grpc).size() < 2 * TwoServices.SPANS || zipkin.spans().size() < count(grpc)) {
        Thread.sleep(50);
      }
      Files.createFile(file);
    } catch (InterruptedException e) {
      // The application has given up.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> parents(GrpcReceiver grpc) {
    return SeenSpan.of(grpc.resources()).stream()
        .map(SeenSpan::parentId)
        .collect(Collectors.toSet());
  }

  private static int count(GrpcReceiver grpc) {
    return SeenSpan.of(grpc.resources()).size();
  }

  @Test
  void nothingWentWrong() {
    assertFalse(result.err().contains("spans not exported"), result.err());
  }

  @Test
  void everyParentHasAChildWithTheResourceOfItsSdk() {
    Set<String> parents = new HashSet<>();
    for (ResourceSpans spans : resources) {
      Map<String, String> resource =
          spans.getResource().getAttributesList().stream()
              .collect(Collectors.toMap(KeyValue::getKey, a -> a.getValue().getStringValue()));
      for (SeenSpan child : SeenSpan.of(List.of(spans))) {
        String service = serviceByParent.get(child.parentId());
        assertEquals(
            Map.of("service.name", service, "team", TwoServices.teamOf(service)), resource);
        parents.add(child.parentId());
      }
    }
    assertEquals(2 * TwoServices.SPANS, serviceByParent.size());
    assertEquals(serviceByParent.keySet(), parents);
  }

  @Test
  void zipkinGetsTheSame() {
    List<SeenSpan> byGrpc = SeenSpan.of(resources);
    assertEquals(
        byGrpc.stream().map(s -> s.traceId() + s.parentId() + s.name()).sorted().toList(),
        zipkinSpans.stream().map(s -> s.traceId() + s.parentId() + s.name()).sorted().toList());
    assertTrue(zipkinSpans.stream().allMatch(s -> s.durationAsLong() > 0));
    for (Span span : zipkinSpans) {
      assertEquals(serviceByParent.get(span.parentId()), span.localServiceName());
    }
  }
}
