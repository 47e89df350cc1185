// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import io.jftrace.agent.command.CommandLine;
import io.jftrace.agent.config.AgentConfig;
import io.jftrace.agent.config.ConfigException;
import io.jftrace.agent.config.WaitDetail;
import io.jftrace.agent.jvm.NativeAccess;
import io.jftrace.agent.mounts.MountHook;
import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.agent.runtime.Agent;
import io.jftrace.agent.runtime.Breakdowns;
import io.jftrace.agent.runtime.Log;
import io.jftrace.agent.runtime.Shutdown;
import io.jftrace.agent.source.BufferSettings;
import io.jftrace.agent.source.ProbeSettings;
import io.jftrace.agent.source.ProcTasks;
import io.jftrace.agent.source.TracefsSettings;
import io.jftrace.agent.source.TracefsSource;
import io.jftrace.agent.spans.BreakdownAnswers;
import io.jftrace.agent.spans.SpanHook;
import io.jftrace.agent.spans.SpanLogReader;
import io.jftrace.agent.threads.AllThreads;
import io.jftrace.agent.threads.EndedThreads;
import io.jftrace.agent.threads.HotSpotThreads;
import io.jftrace.agent.threads.ThreadEnds;
import io.jftrace.agent.threads.ThreadMethods;
import io.jftrace.agent.threads.ThreadStacks;
import io.jftrace.agent.waits.JvmWaitLookups;
import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.waits.WaitLookups;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** What the agent does once it has been started, on the thread {@code jftrace-reader}. */
public final class AgentMain {

  private static final String OFF = "is off, the application runs without it: ";

  private AgentMain() {}

  /** Runs the agent in this JVM until the JVM ends, or until it turns out to be impossible. */
  public static void start(String agentArguments, Instrumentation instrumentation) {
    try {
      AgentConfig config =
          AgentConfig.read(agentArguments, System.getProperties(), System.getenv());
      Log log = new Log(config.log(), System.err);
      try {
        run(config, log, instrumentation);
      } catch (IOException | IllegalAccessException e) {
        log.error(OFF + e.getMessage());
      }
    } catch (ConfigException e) {
      // There is no log level to go by.
      System.err.println("[jftrace] " + OFF + e.getMessage());
    } finally {
      SpanHook.stop();
      MountHook.stop();
      ThreadEnds.stop();
      JvmWaitLookups.stop();
    }
  }

  private static void run(AgentConfig config, Log log, Instrumentation instrumentation)
      throws IOException, IllegalAccessException {
    try (Shutdown shutdown = Shutdown.install()) {
      if (!shutdown.hasBegun()) {
        NativeAccess.load(instrumentation);
      }
      if (!shutdown.hasBegun()) {
        trace(config, log, instrumentation, shutdown);
      }
    }
  }

  private static void trace(
      AgentConfig config, Log log, Instrumentation instrumentation, Shutdown shutdown)
      throws IOException, IllegalAccessException {
    config.warnings().forEach(log::warn);
    config.probeProblems().forEach(problem -> log.error("probe left out: " + problem));
    ProcTasks tasks = new ProcTasks();
    MountLogReader mounts = MountHook.reader(config.virtualThreads(), instrumentation, log::warn);
    SpanLogReader spans = SpanHook.reader(mounts, log::warn);
    EndedThreads ended =
        ThreadEnds.install(instrumentation, ThreadMethods.open(instrumentation), log::warn);
    JavaThreads living = HotSpotThreads.open(instrumentation, log::warn);
    JvmWaitLookups waits = JvmWaitLookups.open(config, instrumentation, log::warn);
    if (config.waits() == WaitDetail.FULL) {
      ended.alsoTell(waits::ending);
    }
    Runnable afterDrain =
        () -> {
          waits.drained();
          spans.drained();
          mounts.drained();
          ended.drained();
        };
    new Agent(
            config,
            log,
            new TracefsSource(settings(config, log), tasks, log::warn),
            new Agent.Lookups(
                new AllThreads(living, ended),
                tasks,
                spans,
                mounts,
                config.waits() == WaitDetail.OFF ? WaitLookups.NONE : waits,
                living instanceof ThreadStacks stacks ? stacks : ThreadStacks.NONE,
                config.spansBreakdown()
                    ? BreakdownAnswers.install(instrumentation, spans, log::warn)
                    : Breakdowns.OFF,
                afterDrain,
                () -> Math.min(spans.longestIntervalMillis(), mounts.longestIntervalMillis())))
        .run(shutdown);
  }

  private static TracefsSettings settings(AgentConfig config, Log log) {
    return new TracefsSettings(
        config.tracefs(),
        new BufferSettings(config.bufferSizeKb(), config.bufferMaxKb(), config.readerBufferKb()),
        config.waits() == WaitDetail.FULL,
        new ProbeSettings(config.probes(), config.probesMax(), log::errorLines));
  }

  /**
   * Runs the command line.
   *
   * @return the exit code: 0 done, 1 failed, 2 bad usage
   */
  @SuppressWarnings("IncorrectMainMethod") // JftraceAgent has the JVM's main
  public static int main(String[] args) {
    return CommandLine.run(args);
  }
}
