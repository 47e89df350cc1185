// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the user chose.
 *
 * @param warnings about settings that have no effect, a line each
 * @param waitsTargets whether files and addresses that threads wait for may be shown
 * @param waitsChainDepth how many further threads are named that a waker had waited for
 * @param probes their specifications, which are not looked at yet
 * @param probeProblems why others are left out already, a line each
 * @param probesMax how many probes they may give together
 * @param probesTexts whether texts that probes read may be attributes of spans
 * @param virtualThreads whether they are told from their carriers
 * @param spansFile null if spans go to no file
 * @param spansBreakdown whether the application's own spans are told where their time went
 * @param spansMaxPerParent so many of a span's waits and calls get spans of their own
 * @param spansMaxPerSecond so many of all spans' waits and calls do, in a second
 * @param tracefs the mount point; null to look for it
 * @param bufferSizeKb the ring buffer's size per CPU; 0 to choose
 * @param bufferMaxKb what it may be enlarged to, per CPU; 0 for never, -1 to choose
 * @param readerBufferKb the reader's own buffer per CPU; 0 to choose
 */
public record AgentConfig(
    List<String> warnings,
    WaitDetail waits,
    boolean waitsTargets,
    int waitsChainDepth,
    List<String> probes,
    List<String> probeProblems,
    int probesMax,
    boolean probesTexts,
    boolean prometheus,
    String prometheusHost,
    int prometheusPort,
    boolean virtualThreads,
    boolean spans,
    Path spansFile,
    boolean spansBreakdown,
    long spansMinDurationNanos,
    int spansMaxPerParent,
    int spansMaxPerSecond,
    boolean jfr,
    int bufferSizeKb,
    int bufferMaxKb,
    int readerBufferKb,
    Path tracefs,
    LogLevel log) {

  private static final int CHOOSE = -1;
  private static final int MAX_CHAIN_DEPTH = 16;
  private static final int MAX_PROBES = 1000;
  private static final int MAX_PER_PARENT = 10_000;
  private static final int MAX_PER_SECOND = 1_000_000;
  private static final int MIN_BUFFER_KB = 4;
  private static final int MAX_BUFFER_KB = 1 << 20;

  private enum Source {
    AUTO,
    TRACEFS
  }

  /**
   * Reads the settings; the first place that gives one wins: agent arguments, system properties,
   * environment, file, defaults.
   *
   * @param agentArguments {@code key=value,key=value}; may be null
   * @throws ConfigException if a key or a value is not understood
   */
  public static AgentConfig read(
      String agentArguments, Map<?, ?> systemProperties, Map<String, String> environment)
      throws ConfigException {
    Values values = new Values();
    Places.agentArguments(agentArguments, values);
    Places.systemProperties(systemProperties, values);
    Places.environment(environment, values);
    if (values.isGiven(Setting.CONFIG)) {
      YamlFile.read(path(Setting.CONFIG, values), values);
    }
    return of(values);
  }

  private static AgentConfig of(Values values) throws ConfigException {
    values.oneOf(Setting.SOURCE, Source.class);
    values.durationNanos(Setting.SPANS_HOLD);
    return new AgentConfig(
        warnings(values),
        values.oneOf(Setting.WAITS, WaitDetail.class),
        values.onOff(Setting.WAITS_TARGETS),
        values.integer(Setting.WAITS_CHAIN_DEPTH, 0, MAX_CHAIN_DEPTH),
        values.probes(),
        values.probeProblems(),
        values.integer(Setting.PROBES_MAX, 1, MAX_PROBES),
        values.onOff(Setting.PROBES_TEXTS),
        values.onOff(Setting.PROMETHEUS),
        values.text(Setting.PROMETHEUS_HOST),
        values.integer(Setting.PROMETHEUS_PORT, 0, 65535),
        values.onOff(Setting.VIRTUAL_THREADS),
        values.onOff(Setting.SPANS),
        path(Setting.SPANS_FILE, values),
        values.onOff(Setting.SPANS_BREAKDOWN),
        values.durationNanos(Setting.SPANS_MIN_DURATION),
        values.integer(Setting.SPANS_MAX_PER_PARENT, 0, MAX_PER_PARENT),
        values.integer(Setting.SPANS_MAX_PER_SECOND, 0, MAX_PER_SECOND),
        values.onOff(Setting.JFR),
        bufferKb(Setting.BUFFER_SIZE_KB, values),
        values.isGiven(Setting.BUFFER_MAX_KB)
            ? values.integer(Setting.BUFFER_MAX_KB, 0, MAX_BUFFER_KB)
            : CHOOSE,
        bufferKb(Setting.READER_BUFFER_KB, values),
        path(Setting.TRACEFS, values),
        values.oneOf(Setting.LOG, LogLevel.class));
  }

  /** The extension is in the application, and sees neither our arguments nor our file. */
  private static List<String> warnings(Values values) {
    Setting hold = Setting.SPANS_HOLD;
    if (!values.isGiven(hold) || Places.isSeenByApplication(values.where(hold))) {
      return List.of();
    }
    return List.of(
        hold.key()
            + " is read by the extension: set -D"
            + hold.systemProperty()
            + " or "
            + hold.environmentVariable());
  }

  /** A size, or 0 to choose one. */
  private static int bufferKb(Setting setting, Values values) throws ConfigException {
    int kb = values.integer(setting, 0, MAX_BUFFER_KB);
    if (kb > 0 && kb < MIN_BUFFER_KB) {
      throw values.bad(setting);
    }
    return kb;
  }

  private static Path path(Setting setting, Values values) throws ConfigException {
    try {
      return values.isGiven(setting) ? Path.of(values.text(setting)) : null;
    } catch (InvalidPathException e) {
      throw values.bad(setting);
    }
  }
}
