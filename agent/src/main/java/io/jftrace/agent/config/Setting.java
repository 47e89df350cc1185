// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings by their keys; README.md has the same list. */
enum Setting {
  CONFIG("config", "", "a YAML file of settings"),
  SOURCE("source", "auto", "auto or tracefs"),
  WAITS("waits", "sampled", "sampled, full or off"),
  WAITS_TARGETS("waits.targets", "on", "on or off"),
  WAITS_CHAIN_DEPTH("waits.chain-depth", "3", "0 to 16"),
  PROBE("probe", "", "probes as docs/probes.md has them, with ; between them"),
  PROBES_MAX("probes.max", "64", "1 to 1000"),
  PROBES_TEXTS("probes.texts", "off", "on or off"),
  PROMETHEUS("prometheus", "on", "on or off"),
  PROMETHEUS_HOST("prometheus.host", "127.0.0.1", "an address of this machine"),
  PROMETHEUS_PORT("prometheus.port", "9464", "0 (any free port) to 65535"),
  VIRTUAL_THREADS("virtual-threads", "on", "on or off"),
  SPANS("spans", "on", "on or off"),
  SPANS_FILE("spans.file", "", "a file for OTLP JSON lines"),
  SPANS_BREAKDOWN("spans.breakdown", "on", "on or off"),
  SPANS_HOLD("spans.hold", "1s", "a time such as 500ms, 1s or 2s"),
  SPANS_MIN_DURATION("spans.min-duration", "1ms", "a time such as 500us, 1ms or 2s"),
  SPANS_MAX_PER_PARENT("spans.max-per-parent", "128", "0 to 10000"),
  SPANS_MAX_PER_SECOND("spans.max-per-second", "1000", "0 to 1000000"),
  JFR("jfr", "on", "on or off"),
  BUFFER_SIZE_KB("buffer-size-kb", "0", "4 to 1048576 per CPU, or 0 to choose"),
  BUFFER_MAX_KB("buffer-max-kb", "", "0 (never enlarge) to 1048576 per CPU"),
  READER_BUFFER_KB("reader-buffer-kb", "0", "4 to 1048576 per CPU, or 0 to choose"),
  TRACEFS("tracefs", "", "the mount point of tracefs"),
  LOG("log", "info", "error, warn, info or debug");

  private final String key;
  private final String defaultValue;
  private final String accepted;

  Setting(String key, String defaultValue, String accepted) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.accepted = accepted;
  }

  String key() {
    return key;
  }

  String defaultValue() {
    return defaultValue;
  }

  /** What values it takes, in words. */
  String accepted() {
    return accepted;
  }

  String systemProperty() {
    return "jftrace." + key;
  }

  String environmentVariable() {
    return "JFTRACE_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }
}
