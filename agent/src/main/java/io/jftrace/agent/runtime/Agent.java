// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.agent.config.AgentConfig;
import io.jftrace.agent.config.WaitDetail;
import io.jftrace.agent.overload.Overload;
import io.jftrace.agent.threads.ThreadStacks;
import io.jftrace.agent.waits.WaitInspector;
import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.MountedThreads;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TaskNames;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.scheduler.SchedulerSource;
import io.jftrace.timeline.waits.WaitLookups;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** The agent in one JVM: a source, the timeline, the outputs, and the loop that moves them. */
public final class Agent {

  /** What the timeline asks the JVM and the kernel. */
  public record Lookups(
      JavaThreads javaThreads,
      TaskNames taskNames,
      SpanSource spans,
      MountedThreads mounts,
      WaitLookups waits,
      ThreadStacks stacks,
      Breakdowns breakdowns,
      BooleanSupplier spansSeen,
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
    Outputs outputs = new Outputs(log, overload, lookups.spans());
    Timeline timeline = timeline(overload, outputs);
    WaitInspector inspector =
        new WaitInspector(
            source, timeline, lookups.waits(), lookups.stacks(), log::warn, log::debug);
    ReaderLoop loop = new ReaderLoop(source, new DrainSteps(overload, outputs, inspector));
    shutdown.whenBegun(loop::stop);
    try (source;
        inspector) {
      source.start(timeline);
      shutdown.removesProbes(source.probes().size());
      if (!loop.isStopped()) {
        lookups.breakdowns().open(timeline, loop::drainSoon, outputs);
        outputs.open(config, source, inspector, lookups.breakdowns().health(), loop::drainNow);
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
      lookups.breakdowns().close();
      outputs.close(loop.isStopped());
    }
  }

  private Timeline timeline(Overload overload, Outputs outputs) {
    return new Timeline(
        outputs.sink(),
        lookups.javaThreads(),
        lookups.taskNames(),
        lookups.spans(),
        lookups.mounts(),
        () -> Math.max(config.spansMinDurationNanos(), overload.shortestShownNanos()),
        lookups.waits(),
        config.waitsChainDepth());
  }

  private boolean asksWaits() {
    return config.waits() != WaitDetail.OFF;
  }

  private final class DrainSteps implements ReaderLoop.Steps {

    private final Overload overload;
    private final Outputs outputs;
    private final WaitInspector inspector;
    private final LookPace pace = new LookPace(System.nanoTime());

    DrainSteps(Overload overload, Outputs outputs, WaitInspector inspector) {
      this.overload = overload;
      this.outputs = outputs;
      this.inspector = inspector;
    }

    @Override
    public void beforeDrain() {
      overload.beforeDrain();
      lookups.breakdowns().beforeDrain();
      outputs.beforeDrain();
    }

    @Override
    public void afterEvents() {
      overload.afterDrain();
    }

    @Override
    public void afterDrain() {
      lookups.breakdowns().afterDrain();
      lookups.afterDrain().run();
      outputs.afterDrain(lookups.spansSeen());
    }

    @Override
    public void look() {
      if (asksWaits()) {
        boolean foundWaits = inspector.inspect();
        pace.looked(System.nanoTime(), foundWaits, source.ownEvents());
      }
    }

    @Override
    public int longestIntervalMillis() {
      return lookups.longestIntervalMillis().getAsInt();
    }

    @Override
    public int lookIntervalMillis() {
      return asksWaits() ? pace.intervalMillis() : Integer.MAX_VALUE;
    }
  }
}
