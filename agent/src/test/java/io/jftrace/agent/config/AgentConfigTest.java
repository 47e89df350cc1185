// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {

  @TempDir private Path folder;

  private static AgentConfig read(String arguments) throws ConfigException {
    return AgentConfig.read(arguments, Map.of(), Map.of());
  }

  @Test
  void defaultsAreLoopbackAndEverythingOn() throws Exception {
    AgentConfig config = read(null);
    assertTrue(config.prometheus());
    assertEquals("127.0.0.1", config.prometheusHost());
    assertEquals(9464, config.prometheusPort());
    assertTrue(config.spans());
    assertNull(config.spansFile());
    assertTrue(config.spansBreakdown());
    assertEquals(1_000_000, config.spansMinDurationNanos());
    assertEquals(128, config.spansMaxPerParent());
    assertEquals(1000, config.spansMaxPerSecond());
    assertTrue(config.jfr());
    assertEquals(0, config.bufferSizeKb());
    assertEquals(-1, config.bufferMaxKb());
    assertEquals(0, config.readerBufferKb());
    assertNull(config.tracefs());
    assertEquals(LogLevel.INFO, config.log());
  }

  @Test
  void agentArguments() throws Exception {
    AgentConfig config =
        read(
            "prometheus.port=0,spans.file=/tmp/a=b.jsonl,spans.min-duration=500us,jfr=off,log=warn,"
                + "spans.max-per-parent=0,spans.max-per-second=1000000,"
                + "buffer-max-kb=0,reader-buffer-kb=4");
    assertEquals(0, config.prometheusPort());
    assertEquals(Path.of("/tmp/a=b.jsonl"), config.spansFile());
    assertEquals(500_000, config.spansMinDurationNanos());
    assertEquals(0, config.spansMaxPerParent());
    assertEquals(1_000_000, config.spansMaxPerSecond());
    assertFalse(config.jfr());
    assertEquals(LogLevel.WARN, config.log());
    assertEquals(0, config.bufferMaxKb());
    assertEquals(4, config.readerBufferKb());
  }

  @Test
  void firstPlaceWins() throws Exception {
    Path file = folder.resolve("jftrace.yaml");
    Files.writeString(
        file,
        """
        prometheus.port: 1
        prometheus:
          host: 127.0.0.4
        buffer-size-kb: 4
        jfr: off
        spans: false
        spans.breakdown: off
        spans.max-per-parent: 16
        """);
    AgentConfig config =
        AgentConfig.read(
            "prometheus.port=4,config=" + file,
            Map.of("jftrace.prometheus.port", "3", "jftrace.buffer-size-kb", "64", "other", "x"),
            Map.of(
                "JFTRACE_PROMETHEUS_PORT",
                "2",
                "JFTRACE_BUFFER_SIZE_KB",
                "16",
                "JFTRACE_JFR",
                "on",
                "HOME",
                "/"));
    assertEquals(4, config.prometheusPort());
    assertEquals(64, config.bufferSizeKb());
    assertTrue(config.jfr());
    assertFalse(config.spans());
    assertFalse(config.spansBreakdown());
    assertEquals(16, config.spansMaxPerParent());
    assertEquals("127.0.0.4", config.prometheusHost());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prometeus.port=1 | unknown key 'prometeus.port' in agent arguments; did you mean"
            + " 'prometheus.port'?",
        "prometheus.port=x | prometheus.port=x in agent arguments is not understood; it takes 0"
            + " (any free port) to 65535",
        "prometheus.port=65536 | prometheus.port=65536 in agent arguments is not understood; it"
            + " takes 0 (any free port) to 65535",
        "spans.min-duration=1 | spans.min-duration=1 in agent arguments is not understood; it takes"
            + " a time such as 500us, 1ms or 2s",
        "spans.max-per-parent=many | spans.max-per-parent=many in agent arguments is not understood;"
            + " it takes 0 to 10000",
        "spans.max-per-parent=-1 | spans.max-per-parent=-1 in agent arguments is not understood; it"
            + " takes 0 to 10000",
        "spans.max-per-second=1000001 | spans.max-per-second=1000001 in agent arguments is not"
            + " understood; it takes 0 to 1000000",
        "jfr=maybe | jfr=maybe in agent arguments is not understood; it takes on or off",
        "source=bpf | source=bpf in agent arguments is not understood; it takes auto or tracefs",
        "probes.max=0 | probes.max=0 in agent arguments is not understood; it takes 1 to 1000",
        "probes.texts=x | probes.texts=x in agent arguments is not understood; it takes on or off",
        "log | agent argument 'log' has no value; write key=value,key=value",
        "buffer-size-kb=2 | buffer-size-kb=2 in agent arguments is not understood; it takes 4 to"
            + " 1048576 per CPU, or 0 to choose",
        "reader-buffer-kb=3 | reader-buffer-kb=3 in agent arguments is not understood; it takes 4 to"
            + " 1048576 per CPU, or 0 to choose",
        "buffer-max-kb=-1 | buffer-max-kb=-1 in agent arguments is not understood; it takes 0 (never"
            + " enlarge) to 1048576 per CPU",
      })
  void badInputGetsOneLine(String arguments, String message) {
    assertEquals(message, assertThrows(ConfigException.class, () -> read(arguments)).getMessage());
  }

  @Test
  void badPropertiesAndVariablesNameTheirPlace() {
    ConfigException property =
        assertThrows(
            ConfigException.class,
            () -> AgentConfig.read(null, Map.of("jftrace.jfrr", "on"), Map.of()));
    assertEquals(
        "unknown key 'jfrr' in system property jftrace.jfrr; did you mean 'jfr'?",
        property.getMessage());
    ConfigException variable =
        assertThrows(
            ConfigException.class,
            () -> AgentConfig.read(null, Map.of(), Map.of("JFTRACE_SPAN_FILE", "x")));
    assertEquals(
        "unknown environment variable JFTRACE_SPAN_FILE; did you mean JFTRACE_SPANS_FILE?",
        variable.getMessage());
  }

  @Test
  void badFilesNameTheirPlace() throws Exception {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "jfr: on\nspans: [\n");
    String message = assertThrows(ConfigException.class, () -> read("config=" + file)).getMessage();
    assertTrue(message.startsWith(file + " line "), message);
    Files.writeString(file, "- a\n");
    assertTrue(
        assertThrows(ConfigException.class, () -> read("config=" + file))
            .getMessage()
            .contains("no YAML mapping"));
    Path missing = folder.resolve("missing.yaml");
    assertEquals(
        "there is no file " + missing + ", which 'config' names",
        assertThrows(ConfigException.class, () -> read("config=" + missing)).getMessage());
    Files.writeString(file, "prometheus:\n  prt: 1\n");
    assertEquals(
        "unknown key 'prometheus.prt' in " + file + "; did you mean 'prometheus.port'?",
        assertThrows(ConfigException.class, () -> read("config=" + file)).getMessage());
  }

  @Test
  void aHoldThatTheExtensionDoesNotSeeIsWarnedAbout() throws Exception {
    List<String> warning =
        List.of(
            "spans.hold is read by the extension: set -Djftrace.spans.hold or JFTRACE_SPANS_HOLD");
    assertEquals(warning, read("spans.hold=2s").warnings());
    assertEquals(warning, configured("spans:\n  hold: 2s\n").warnings());
    Map<String, String> property = Map.of("jftrace.spans.hold", "2s");
    assertEquals(warning, AgentConfig.read("spans.hold=3s", property, Map.of()).warnings());
    assertEquals(List.of(), AgentConfig.read(null, property, Map.of()).warnings());
    assertEquals(
        List.of(), AgentConfig.read(null, Map.of(), Map.of("JFTRACE_SPANS_HOLD", "2s")).warnings());
    assertEquals(List.of(), read(null).warnings());
    assertThrows(ConfigException.class, () -> read("spans.hold=soon"));
  }

  @Test
  void probesOfOnePlaceAreTakenTogether() throws Exception {
    assertEquals(List.of(), read("jfr=on").probes());
    AgentConfig config =
        AgentConfig.read(
            "probe=call:libc:open;a=usdt:libjvm:hotspot:gc__begin,probe=kprobe:f x=%di",
            Map.of("jftrace.probe", "jvm-gc"), Map.of("JFTRACE_PROBES_MAX", "3"));
    assertEquals(
        List.of("call:libc:open", "a=usdt:libjvm:hotspot:gc__begin", "kprobe:f x=%di"),
        config.probes());
    assertEquals(3, config.probesMax());
    assertFalse(config.probesTexts());
    assertEquals(
        List.of("jvm-gc"),
        AgentConfig.read(null, Map.of("jftrace.probe", "jvm-gc"), Map.of()).probes());
  }

  private List<String> probesInFile(String yaml) throws Exception {
    return configured(yaml).probes();
  }

  private AgentConfig configured(String yaml) throws Exception {
    Path file = folder.resolve("probes.yaml");
    Files.writeString(file, yaml);
    return read("config=" + file);
  }

  @Test
  void probesInAFileAreTextsOrMappings() throws Exception {
    assertEquals(
        List.of("jvm-gc", "call:libc:open"), probesInFile("probe: jvm-gc; call:libc:open"));
    assertEquals(List.of(), probesInFile("probe:"));
    assertEquals(
        List.of(
            "call:libc:open rate=5",
            "big=uprobe:libc:malloc size=arg0:u64 comm=$comm /size > 4096 || size == 1/ rate=100",
            "kprobe:f"),
        probesInFile(
            """
            probe:
              - call:libc:open rate=5
              - name: big
                probe: uprobe:libc:malloc
                args: {size: 'arg0:u64', comm: $comm}
                filter: size > 4096 || size == 1
                rate: 100
              - {probe: 'kprobe:f'}
            probes:
              max: 10
              texts: on
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "probe: [a:b, [c]] | probe 2 is no text, and no mapping of [name, probe, args, filter, rate]",
        "probe: [{prob: a}] | probe 1 has an unknown key 'prob'; did you mean 'probe'?",
        "probe: [{name: a}] | probe 1 has no key 'probe', which says what to probe",
        "probe: [{probe: a, args: b}] | probe 1 has args that are no mapping, such as {size:"
            + " 'arg1:u64'}",
        "probe: [{probe: a, args: {b: [c]}}] | probe 1 has 'b' without a value",
        "probe: {probe: a, rate: } | probe 1 has 'rate' without a value",
      })
  void aBadProbeInAFileGetsOneLineAndTheOthersAreTaken(String yaml, String message)
      throws Exception {
    AgentConfig config = configured(yaml);
    assertEquals(List.of(folder.resolve("probes.yaml") + ": " + message), config.probeProblems());
    assertEquals(yaml.contains("a:b") ? List.of("a:b") : List.of(), config.probes());
  }

  @Test
  void aMissingQuoteInOneProbeIsNotTheNextOnes() throws Exception {
    assertEquals(
        List.of("a:b /x == \"b/", "c:d /y == \"d\"/"),
        probesInFile("probe: ['a:b /x == \"b/', 'c:d /y == \"d\"/']"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "probe=call:libc:write fd=arg0,n=arg2 | n=arg2",
        "probe=call:libjvm:os::malloc(unsigned long, MEMFLAGS) | MEMFLAGS)",
      })
  void aProbeWithACommaIsToldHowToBeGiven(String arguments, String rest) {
    assertEquals(
        "',"
            + rest
            + "' in agent arguments is no setting; a probe that has a comma is given by"
            + " -Djftrace.probe, JFTRACE_PROBE or a file",
        assertThrows(ConfigException.class, () -> read(arguments))
            .getMessage()
            .replace(", M", ",M"));
  }
}
