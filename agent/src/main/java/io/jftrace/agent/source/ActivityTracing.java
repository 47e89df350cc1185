// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.ActivityEvents;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.KernelRelease;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The events of what threads ask of the kernel, which are recorded besides the scheduler's. */
final class ActivityTracing {

  private static final String NOT_TOLD_APART =
      "Object.wait cannot be told from entering a monitor;"
          + " waits that are too short to be asked about are shown as sleeping: ";

  /** Ends before beginnings: what is seen to begin is seen to end. */
  private static final List<String> IN_ORDER =
      List.of(
          ActivityDecoder.BLOCK_COMPLETE,
          ActivityDecoder.BLOCK_ISSUE,
          ActivityDecoder.FAULT_USER,
          ActivityDecoder.FAULT_KERNEL,
          ActivityDecoder.SYSCALL_EXIT,
          ActivityDecoder.SYSCALL_ENTER);

  private final MonitorWaitProbe monitorWait;
  private final ActivityEvents events;
  private final ActivityDecoder decoder;
  private final Consumer<String> warnings;

  /**
   * @param warnings receives a line if a part is impossible
   */
  ActivityTracing(Tracefs tracefs, ActivityEvents events, Consumer<String> warnings) {
    this.monitorWait = new MonitorWaitProbe(tracefs, KernelRelease.RUNNING);
    this.events = events;
    this.decoder = new ActivityDecoder(events);
    this.warnings = warnings;
  }

  /** Adds decoders, and defines the events that the kernel does not have by itself. */
  void addTo(DecoderTable.Builder builder) {
    decoder.addTo(builder);
    try {
      monitorWait.define();
      decoder.addMonitorWait(builder, monitorWait.entry(), monitorWait.exit());
    } catch (IOException e) {
      warnings.accept(NOT_TOLD_APART + e.getMessage());
    }
  }

  /**
   * The events that come in the context of the thread that they are about, and are wanted of own
   * threads only.
   *
   * @param decoded tells which are understood
   */
  List<String> ofThreads(Predicate<String> decoded) {
    Stream<String> all =
        Stream.concat(Stream.of(monitorWait.exit(), monitorWait.entry()), IN_ORDER.stream());
    return all.filter(event -> decoded.test(event) && !event.equals(ActivityDecoder.BLOCK_COMPLETE))
        .toList();
  }

  /**
   * Enables the events.
   *
   * @param decoded tells which are understood
   */
  void enable(Instance instance, Predicate<String> decoded) throws TracefsException {
    // First: from a system call it is taken that a thread is not in Object.wait, unless seen there.
    if (decoded.test(monitorWait.exit()) && decoded.test(monitorWait.entry())) {
      enableMonitorWait(instance);
    }
    for (String event : IN_ORDER) {
      if (decoded.test(event)) {
        instance.enable(event);
      }
    }
  }

  /** A probe is set when it is enabled; before, the kernel has not looked at its place. */
  private void enableMonitorWait(Instance instance) {
    try {
      monitorWait.enable(instance);
      events.objectWaitsTraced();
    } catch (TracefsException e) {
      warnings.accept(NOT_TOLD_APART + e.getMessage());
    }
  }

  /** How many requests to block devices have ended, of whatever process. */
  long completions() {
    return decoder.completions();
  }

  /** Removes the definitions, after the instance that had them enabled. */
  void delete() throws IOException {
    monitorWait.delete();
  }
}
