// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jftrace.exporter.TestTimeline;
import io.jftrace.timeline.SpanRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpansFileTest {

  private static final SpanRef SPAN =
      new SpanRef("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
  private static final long MILLI = 1_000_000;

  @TempDir private Path dir;

  private final Map<String, String> variables = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void everyBatchIsALineOfOtlpJson() throws Exception {
    Path file = dir.resolve("spans.jsonl");
    try (OtelExporter exporter = open(file)) {
      writeSpans(exporter, 2);
      assertTrue(exporter.flush(Duration.ofSeconds(10)));
      assertEquals(1, Files.readAllLines(file).size());
      writeSpans(exporter, 1);
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size());
    assertEquals(2, json(lines.get(0)).get("/resourceSpans/scopeSpans/spans/name").size());
    Map<String, List<String>> request = json(lines.get(1));
    assertEquals(List.of("wait sleeping"), request.get("/resourceSpans/scopeSpans/spans/name"));
    assertEquals(List.of(SPAN.traceId()), request.get("/resourceSpans/scopeSpans/spans/traceId"));
    assertEquals(
        List.of(SPAN.spanId()), request.get("/resourceSpans/scopeSpans/spans/parentSpanId"));
    assertEquals(List.of("io.jftrace"), request.get("/resourceSpans/scopeSpans/scope/name"));
    assertTrue(
        request
            .get("/resourceSpans/scopeSpans/spans/attributes/key")
            .contains("jftrace.runqueue.time"),
        request::toString);
  }

  @Test
  void onlyTheOwnerMayReadIt() throws Exception {
    Path made = dir.resolve("made");
    open(made).close();
    assertEquals("rw-------", permissions(made));

    Path existing = Files.writeString(dir.resolve("existing"), "old\n");
    Files.setPosixFilePermissions(existing, PosixFilePermissions.fromString("rw-r--r--"));
    open(existing).close();
    assertEquals("rw-------", permissions(existing));
    assertEquals("", Files.readString(existing));
  }

  @Test
  void fileThatCannotBeMadeIsSaidInOneLine() {
    Path file = dir.resolve("missing").resolve("spans");
    IOException e = assertThrows(IOException.class, () -> open(file));
    assertEquals(
        "cannot write spans to "
            + file
            + ": NoSuchFileException; set spans.file to a file that can be created",
        e.getMessage());
  }

  @Test
  void variablesOfTheApplicationDoNotKeepItFromTheFile() throws Exception {
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317");
    variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
    try (OtelExporter exporter = open(dir.resolve("spans"))) {
      assertEquals(1, warnings.size());
      writeSpans(exporter, 1);
      assertTrue(exporter.flush(Duration.ofSeconds(10)));
      assertEquals(1, exporter.exported());
    }
  }

  @Test
  void receiverThatFailsDoesNotKeepSpansFromTheFile() throws Exception {
    try (Receiver receiver = new Receiver().answering(400, 0)) {
      variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.address());
      Path file = dir.resolve("spans");
      try (OtelExporter exporter = open(file)) {
        writeSpans(exporter, 1);
        assertTrue(exporter.flush(Duration.ofSeconds(10)));
        assertEquals(1, exporter.failed());
        assertEquals(1, Files.readAllLines(file).size());
      }
    }
  }

  @Test
  void fullDiskIsCountedAndWarnedAbout() throws Exception {
    try (OtelExporter exporter = open(Path.of("/dev/full"))) {
      writeSpans(exporter, 1);
      assertTrue(exporter.flush(Duration.ofSeconds(10)));
      assertEquals(1, exporter.failed());
      assertEquals(
          List.of("spans not exported to /dev/full: cannot be written (1 so far)"), warnings);
    }
  }

  private OtelExporter open(Path file) throws IOException {
    return OtelExporter.open(
            new OtelSettings(variables::get, file, MILLI, 128, 1000, false, "1.2.3", warnings::add))
        .orElseThrow();
  }

  private static void writeSpans(OtelExporter exporter, int count) {
    TestTimeline timeline = new TestTimeline(exporter.sink()).thread(7, "worker").span(7, SPAN);
    for (int i = 0; i < count; i++) {
      timeline.events().offCpu(7, 0, MILLI, 2 * MILLI, -1, 'S', 0, 0);
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** The scalar values by their path, array indices left out. */
  private static Map<String, List<String>> json(String line) throws IOException {
    Map<String, List<String>> values = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          values
              .computeIfAbsent(path.replaceAll("/[0-9]+", ""), p -> new ArrayList<>())
              .add(parser.getText());
        }
      }
    }
    return values;
  }
}
