// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.jvm.JvmtiStacks;
import io.jftrace.agent.threads.HotSpotMethods;
import io.jftrace.agent.threads.ThreadStacks;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/** The top frames of a thread's Java stack, without a safepoint. */
final class JavaStacks implements AutoCloseable {

  private static final int MAX_FRAMES = 16;

  /** From 19 on a handshake with that one thread, a safepoint before (JDK-8284161). */
  private static final int HANDSHAKES_SINCE = 19;

  private static final StackTraceElement[] NONE = {};

  private final ThreadStacks stacks;
  private final Function<Thread, StackTraceElement[]> source;
  private final Runnable end;

  private JavaStacks(
      ThreadStacks stacks, Function<Thread, StackTraceElement[]> source, Runnable end) {
    this.stacks = stacks;
    this.source = source;
    this.end = end;
  }

  /**
   * Opens what this JVM has.
   *
   * @param stacks where the tool interface does not serve
   * @param debug receives a line if it has nothing
   */
  static JavaStacks open(ThreadStacks stacks, Consumer<String> debug) {
    if (Runtime.version().feature() >= HANDSHAKES_SINCE) {
      return new JavaStacks(stacks, thread -> top(stacks.of(thread)), () -> {});
    }
    try {
      JvmtiStacks jvmti =
          JvmtiStacks.open(HotSpotMethods.libjvm(), HotSpotMethods.open(), MAX_FRAMES);
      return new JavaStacks(stacks, jvmti::of, jvmti::close);
    } catch (IOException | RuntimeException | LinkageError e) {
      debug.accept("no Java stacks of waits: " + e);
      return new JavaStacks(stacks, thread -> NONE, () -> {});
    }
  }

  /**
   * The innermost frames, that one first; none of a thread that is not at rest, as that would have
   * to be waited for.
   */
  StackTraceElement[] of(Thread thread) {
    return of(thread, thread);
  }

  /**
   * Those of a virtual thread.
   *
   * @param carrier that it is mounted on, whether that one is at rest counts
   */
  StackTraceElement[] of(Thread carrier, Thread virtual) {
    return stacks.isAtRest(carrier) ? source.apply(virtual) : NONE;
  }

  /** Those of the calling thread, which need not be at rest. */
  StackTraceElement[] ofSelf() {
    return source.apply(Thread.currentThread());
  }

  private static StackTraceElement[] top(StackTraceElement[] stack) {
    return stack.length <= MAX_FRAMES ? stack : Arrays.copyOf(stack, MAX_FRAMES);
  }

  @Override
  public void close() {
    end.run();
  }
}
