// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.source.ProcFile;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.waits.SystemCalls;
import io.jftrace.timeline.waits.WaitAnswer;
import io.jftrace.timeline.waits.WaitLookups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Asks the kernel and the JVM about one thread that waits, the cheapest question first. */
final class WaitQuestions implements AutoCloseable {

  private static final StackTraceElement[] NO_STACK = {};

  private final WaitLookups lookups;
  private final AskedReasons reasons;
  private final Predicate<Thread> isAtRest;
  private final JavaWaits javaWaits;
  private final JavaStacks stacks;

  /**
   * @param isAtRest whether a thread's stack can be had without waiting for the thread
   */
  WaitQuestions(
      WaitLookups lookups, Predicate<Thread> isAtRest, JavaWaits javaWaits, JavaStacks stacks) {
    this.lookups = lookups;
    this.reasons = new AskedReasons(lookups);
    this.isAtRest = isAtRest;
    this.javaWaits = javaWaits;
    this.stacks = stacks;
  }

  /** A clock of the time that asking takes. */
  long spentNanos() {
    return javaWaits.spentNanos();
  }

  /**
   * What is found out about a thread's wait.
   *
   * @return null if it does not wait any more
   */
  WaitAnswer ask(TracedThread thread, long startNanos, char state) {
    long fromNanos = System.nanoTime();
    String callText = taskFile(thread.tid(), "syscall");
    if (CurrentCall.isRunning(callText)) {
      return null;
    }
    CurrentCall call = CurrentCall.parse(callText);
    String waitChannel = state == 'D' ? taskFile(thread.tid(), "wchan") : "";
    JavaWait java = JavaWait.UNKNOWN;
    StackTraceElement[] stack = NO_STACK;
    Thread javaThread = thread.javaThread();
    if (javaThread != null) {
      java = javaWaits.of(javaThread, thread.javaId());
      stack = isAtRest.test(javaThread) ? stacks.of(javaThread) : NO_STACK;
    }
    WaitReason reason = reasons.of(thread, startNanos, state, call, waitChannel, java, stack);
    long untilNanos = System.nanoTime();
    return new WaitAnswer(
        fromNanos,
        untilNanos,
        reason,
        java.lockClass(),
        java.lockOwner(),
        Frames.text(stack),
        call.isNone() ? "" : SystemCalls.OWN.name(call.number()),
        target(call));
  }

  private String target(CurrentCall call) {
    int argument = call.isNone() ? -1 : SystemCalls.OWN.kind(call.number()).descriptorArgument();
    return argument < 0 ? "" : lookups.descriptorTarget((int) call.argument(argument));
  }

  /** Empty if the thread has ended, or the kernel does not have that file. */
  private static String taskFile(int tid, String name) {
    try {
      return ProcFile.read(Path.of("/proc/self/task/" + tid + "/" + name));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    stacks.close();
  }
}
