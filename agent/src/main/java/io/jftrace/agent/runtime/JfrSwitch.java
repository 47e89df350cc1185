// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import io.jftrace.jfr.Drain;
import io.jftrace.jfr.JfrOutput;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.SourceHealth;
import java.util.List;

/**
 * JFR if this JVM has it. Keeps the classes that need the module jdk.jfr behind a check: an
 * application image may lack it.
 */
abstract class JfrSwitch implements AutoCloseable {

  static final JfrSwitch OFF =
      new JfrSwitch() {
        @Override
        TimelineSink sink() {
          return new TimelineSink() {};
        }

        @Override
        boolean wants(OffCpuInterval interval) {
          return false;
        }

        @Override
        void beforeDrain() {}

        @Override
        public void close() {}
      };

  static JfrSwitch open(
      SourceHealth health, List<ProbeType> probes, SpanSource spans, Drain drain, Log log) {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      log.warn("no JFR events: this JVM lacks the module jdk.jfr");
      return OFF;
    }
    if (!JfrOutput.isAvailable()) {
      log.warn("no JFR events: JFR is not available in this JVM");
      return OFF;
    }
    return new On(JfrOutput.register(health, drain, spans, probes));
  }

  abstract TimelineSink sink();

  /** Whether a recording asks for an event of that wait. */
  abstract boolean wants(OffCpuInterval interval);

  abstract void beforeDrain();

  @Override
  public abstract void close();

  private static final class On extends JfrSwitch {

    private final JfrOutput output;

    On(JfrOutput output) {
      this.output = output;
    }

    @Override
    TimelineSink sink() {
      return output;
    }

    @Override
    boolean wants(OffCpuInterval interval) {
      return output.wants(interval);
    }

    @Override
    void beforeDrain() {
      output.beforeDrain();
    }

    @Override
    public void close() {
      output.close();
    }
  }
}
