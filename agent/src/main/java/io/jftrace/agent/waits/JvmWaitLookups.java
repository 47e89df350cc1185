// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.config.AgentConfig;
import io.jftrace.agent.config.WaitDetail;
import io.jftrace.agent.jvm.JavaLang;
import io.jftrace.agent.threads.JavaThreadMemory;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.waits.DescriptorKind;
import io.jftrace.timeline.waits.FutexUse;
import io.jftrace.timeline.waits.PauseSink;
import io.jftrace.timeline.waits.WaitLookups;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/** What this JVM and the kernel tell about waits. Used by one thread, but for {@link #ending}. */
public final class JvmWaitLookups implements WaitLookups {

  /** Null if this JVM does not let itself be read. */
  private final ThreadFutexes futexes;

  /** Null unless every wait is to have its reason. */
  private final ParkLogs parks;

  private final Descriptors descriptors;
  private final ContainedPauses pauses;

  private JvmWaitLookups(
      ThreadFutexes futexes, ParkLogs parks, Descriptors descriptors, ContainedPauses pauses) {
    this.pauses = pauses;
    this.futexes = futexes;
    this.parks = parks;
    this.descriptors = descriptors;
  }

  /**
   * Prepares what the setting {@code waits} needs, which takes some milliseconds. {@link #stop} is
   * to be called at the end.
   *
   * @param warnings receives a line for what is impossible here
   */
  public static JvmWaitLookups open(
      AgentConfig config, Instrumentation instrumentation, Consumer<String> warnings) {
    boolean off = config.waits() == WaitDetail.OFF;
    boolean full = config.waits() == WaitDetail.FULL;
    return new JvmWaitLookups(
        off ? null : futexes(instrumentation, warnings),
        full ? ParkHook.install(instrumentation, warnings) : null,
        new Descriptors(config.waitsTargets()),
        new ContainedPauses(GcPauses::open, warnings));
  }

  /** Ends recording, whether it has begun or not. */
  public static void stop() {
    ParkHook.stop();
  }

  @Override
  public FutexUse futexUse(TracedThread thread, long address) {
    Thread javaThread = thread.javaThread();
    return javaThread == null || futexes == null
        ? FutexUse.UNKNOWN
        : futexes.use(javaThread, address);
  }

  @Override
  public Class<?> parkBlocker(TracedThread thread, long timeNanos) {
    Thread javaThread = thread.javaThread();
    return javaThread == null || parks == null ? null : parks.at(javaThread, timeNanos);
  }

  @Override
  public DescriptorKind descriptorKind(int descriptor) {
    return descriptors.kind(descriptor);
  }

  @Override
  public void collections(PauseSink sink) {
    pauses.pass(sink);
  }

  @Override
  public boolean workersOnlyCollect() {
    // They also clean up at other safepoints (JDK 17, SafepointSynchronize::do_cleanup_tasks) and
    // walk the heap for dumps of threads (seen on JDK 25): only where there is nothing better.
    return !pauses.areKnown();
  }

  @Override
  public void passed() {
    descriptors.forget();
  }

  @Override
  public String descriptorTarget(int descriptor) {
    return descriptors.target(descriptor);
  }

  /** To be called by each thread that ends, where every wait is to have its reason. */
  public void ending(Thread current) {
    if (futexes != null) {
      futexes.ending(current);
    }
  }

  /** To be called after each drain. */
  public void drained() {
    if (futexes != null) {
      futexes.drained();
    }
    if (parks != null) {
      parks.drained();
    }
  }

  private static ThreadFutexes futexes(Instrumentation instrumentation, Consumer<String> warnings) {
    try {
      JavaThreadMemory memory =
          JavaThreadMemory.open(JavaLang.lookup(instrumentation, Thread.class));
      FutexLayout layout = FutexCalibration.run(memory);
      if (!layout.isComplete()) {
        warnings.accept("some kinds of waits are not told apart, this JVM is unknown: " + layout);
      }
      return new ThreadFutexes(memory, layout);
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      warnings.accept("kinds of waits are not told apart, this JVM hides them: " + e);
      return null;
    }
  }
}
