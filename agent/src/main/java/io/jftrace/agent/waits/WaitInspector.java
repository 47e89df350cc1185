// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.threads.ThreadStacks;
import io.jftrace.timeline.InspectionHealth;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.scheduler.SchedulerSource;
import io.jftrace.timeline.scheduler.TidMap;
import io.jftrace.timeline.scheduler.WaitingThreads;
import io.jftrace.timeline.waits.WaitAnswer;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Asks about waits while they last, each once, the longest first, and as many as the {@link
 * AskBudget} allows. Everything but the counters is for the reader's thread.
 */
public final class WaitInspector implements InspectionHealth, AutoCloseable {

  /** Shorter waits are too many, and over before they are asked. */
  private static final long MIN_WAIT_NANOS = 5_000_000;

  /** Threads that did not wait in so many passes are forgotten. */
  private static final int KEPT_PASSES = 1_000;

  /** So many are asked in one pass at most: some thousand a second are more than is paid for. */
  private static final int MAX_ASKED = 64;

  private final SchedulerSource source;
  private final Timeline timeline;
  private final WaitLookups lookups;
  private final ThreadStacks stacks;
  private final Consumer<String> warnings;
  private final Consumer<String> debug;
  private final AskBudget budget = new AskBudget(System.nanoTime());
  private final TidMap<ThreadAsks> threads = new TidMap<>();
  private final LongestWaits longest = new LongestWaits(MAX_ASKED);
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();
  private final WaitingThreads collector = this::collect;
  private WaitQuestions questions;

  /** By the clock of the time that asking takes, up to where the budget has been charged. */
  private long chargedNanos;

  private long pass;
  private long passNanos;
  private boolean foundForeign;
  private boolean failed;

  /**
   * An inspector of the threads that a source follows.
   *
   * @param warnings receives a line if asking fails, after which nothing is asked
   * @param debug receives a line for what this JVM cannot be asked
   */
  public WaitInspector(
      SchedulerSource source,
      Timeline timeline,
      WaitLookups lookups,
      ThreadStacks stacks,
      Consumer<String> warnings,
      Consumer<String> debug) {
    this.source = source;
    this.timeline = timeline;
    this.lookups = lookups;
    this.stacks = stacks;
    this.warnings = warnings;
    this.debug = debug;
  }

  /**
   * Asks what is to be asked; to be called after each drain.
   *
   * @return whether there was anything to be asked of threads that are not this agent's own
   */
  public boolean inspect() {
    if (!failed) {
      try {
        pass();
      } catch (RuntimeException | LinkageError | VirtualMachineError e) {
        // The JVM's own classes, or memory: all else works without.
        failed = true;
        foundForeign = false;
        warnings.accept("waits are not asked about any more: " + e);
      }
    }
    return foundForeign;
  }

  private void pass() {
    if (questions == null) {
      // Here, as it loads classes of the JVM's: after the start line, and not on the budget.
      questions = WaitQuestions.open(lookups, stacks, debug);
    }
    passNanos = System.nanoTime();
    budget.fill(passNanos);
    if (!budget.allows()) {
      return;
    }
    chargedNanos = questions.spentNanos();
    pass++;
    foundForeign = false;
    source.forEachWaiting(passNanos - MIN_WAIT_NANOS, collector);
    for (int i = 0; i < longest.size() && budget.allows(); i++) {
      ask(longest.asks(i), longest.startNanos(i), longest.state(i));
    }
    longest.clear();
    timeline.asked();
    if (pass % KEPT_PASSES == 0) {
      forgetOthers();
    }
    charge();
  }

  private void collect(int tid, long startNanos, char state) {
    ThreadAsks asks = threads.get(tid);
    if (asks == null) {
      asks = new ThreadAsks(tid);
      threads.put(tid, asks);
    }
    asks.seenInPass = pass;
    if (!asks.isAsked(startNanos) && isWorthAsking(tid, state)) {
      countEnded(asks, startNanos);
      // Until it is asked.
      asks.leftOut(startNanos);
      if (asks.allows(passNanos)) {
        longest.add(asks, startNanos, state);
      }
      foundForeign |= !OwnThreads.has(timeline.thread(tid).javaThread());
    }
  }

  /** Of a thread that is not Java's the timeline knows enough, unless the kernel blocks it. */
  private boolean isWorthAsking(int tid, char state) {
    boolean stopped = state == 'T' || state == 't';
    TracedThread thread = stopped ? null : timeline.thread(tid);
    return thread != null && (thread.javaThread() != null || state == 'D');
  }

  private void ask(ThreadAsks asks, long startNanos, char state) {
    asks.asked(startNanos, passNanos);
    WaitAnswer answer = questions.ask(timeline.thread(asks.tid), startNanos, state);
    if (answer != null) {
      timeline.answered(asks.tid, answer);
      asked.incrementAndGet();
    }
    charge();
  }

  /** One reading ends this question and begins the next. */
  private void charge() {
    long spentNanos = questions.spentNanos();
    budget.spend(spentNanos - chargedNanos);
    chargedNanos = spentNanos;
  }

  private void countEnded(ThreadAsks asks, long presentStartNanos) {
    if (asks.endsUnasked(presentStartNanos)) {
      leftOut.incrementAndGet();
    }
  }

  private void forgetOthers() {
    List<ThreadAsks> others = new ArrayList<>();
    threads.forEach(
        asks -> {
          if (pass - asks.seenInPass >= KEPT_PASSES) {
            others.add(asks);
          }
        });
    for (ThreadAsks asks : others) {
      countEnded(asks, Long.MAX_VALUE);
      threads.remove(asks.tid);
    }
  }

  @Override
  public long asked() {
    return asked.get();
  }

  @Override
  public long unasked() {
    return leftOut.get();
  }

  @Override
  public void close() {
    if (questions != null) {
      questions.close();
    }
  }
}
