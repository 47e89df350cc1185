// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.threads.ThreadStacks;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.waits.SystemCalls;
import io.jftrace.timeline.waits.WaitAnswer;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.function.Consumer;

/** Asks the kernel and the JVM about one thread that waits, the cheapest question first. */
final class WaitQuestions implements AutoCloseable {

  private static final StackTraceElement[] NO_STACK = {};

  private final WaitLookups lookups;
  private final AskedReasons reasons;
  private final JavaWaits javaWaits;
  private final JavaStacks stacks;
  private final TaskFiles files = new TaskFiles();

  private WaitQuestions(WaitLookups lookups, JavaWaits javaWaits, JavaStacks stacks) {
    this.lookups = lookups;
    this.reasons = new AskedReasons(lookups);
    this.javaWaits = javaWaits;
    this.stacks = stacks;
  }

  /**
   * Opens what this JVM has, which takes tenths of a second of the calling thread's time.
   *
   * @param debug receives a line for what it does not have
   */
  static WaitQuestions open(WaitLookups lookups, ThreadStacks stacks, Consumer<String> debug) {
    WaitQuestions questions =
        new WaitQuestions(lookups, JavaWaits.open(debug), JavaStacks.open(stacks, debug));
    questions.loadClasses();
    return questions;
  }

  /** By asking about the calling thread: the first wait may be over before they are loaded. */
  private void loadClasses() {
    Thread self = Thread.currentThread();
    // Of the thread with that id: the first one, if it still lives.
    javaWaits.of(self, 1);
    Frames.text(stacks.of(self));
    Frames.text(stacks.ofSelf());
    SystemCalls.OWN.name(0);
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
    String callText = files.read(thread.tid(), "syscall");
    if (CurrentCall.isRunning(callText)) {
      return null;
    }
    CurrentCall call = CurrentCall.parse(callText);
    String waitChannel = state == 'D' ? files.read(thread.tid(), "wchan") : "";
    JavaWait java = JavaWait.UNKNOWN;
    StackTraceElement[] stack = NO_STACK;
    Thread javaThread = thread.javaThread();
    if (javaThread != null) {
      Thread virtual = thread.mountedAt(startNanos);
      boolean own = virtual == null;
      java = own ? javaWaits.of(javaThread, thread.javaId()) : JavaWaits.ofMounted(virtual);
      // The JVM knows of a carrier that waits for the virtual thread that it runs, no more.
      stack = java.isCarrying() ? NO_STACK : stacks.of(javaThread, own ? javaThread : virtual);
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

  @Override
  public void close() {
    stacks.close();
  }
}
