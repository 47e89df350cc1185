// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.agent.config.AgentConfig;
import io.jftrace.agent.overload.Overload;
import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TaskNames;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.scheduler.SchedulerSource;
import java.io.IOException;
import java.util.function.IntSupplier;

/** The agent in one JVM: a source, the timeline, the outputs, and the loop that moves them. */
public final class Agent {

  /** What the timeline asks the JVM and the kernel. */
  public record Lookups(
      JavaThreads javaThreads,
      TaskNames taskNames,
      SpanSource spans,
      Runnable afterDrain,
      IntSupplier longestIntervalMillis) {}

  private final AgentConfig config;
  private final Log log;
  private final SchedulerSource source;
  private final Lookups lookups;

  public Agent(AgentConfig config, Log log, SchedulerSource source, Lookups lookups) {
    this.config = config;
    this.log = log;
    this.source = source;
    this.lookups = lookups;
  }

  /**
   * Traces until the JVM ends; returns when everything is undone.
   *
   * @param shutdown tells when that is
   * @throws IOException if tracing is impossible, or the kernel stops it; the message says why
   */
  public void run(Shutdown shutdown) throws IOException {
    Overload overload = new Overload(source.health(), System::nanoTime, log::warn, log::info);
    Outputs outputs = new Outputs(log, overload);
    ReaderLoop loop =
        new ReaderLoop(
            source,
            () -> {
              overload.beforeDrain();
              outputs.beforeDrain();
            },
            () -> {
              lookups.afterDrain().run();
              overload.afterDrain();
            },
            lookups.longestIntervalMillis());
    shutdown.whenBegun(loop::stop);
    try (source) {
      source.start(
          new Timeline(
              outputs.sink(),
              lookups.javaThreads(),
              lookups.taskNames(),
              lookups.spans(),
              () -> Math.max(config.spansMinDurationNanos(), overload.shortestShownNanos())));
      if (!loop.isStopped()) {
        outputs.open(config, source.health(), loop::drainNow);
        log.info(
            Version.TEXT
                + " tracing "
                + ProcessHandle.current().pid()
                + ": "
                + source.name()
                + " → "
                + outputs.description());
        loop.run();
      }
    } finally {
      outputs.close(loop.isStopped());
    }
  }
}
