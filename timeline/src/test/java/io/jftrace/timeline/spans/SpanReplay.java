// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.timeline.spans.RandomSpans.Change;
import io.jftrace.timeline.spans.RandomSpans.End;
import io.jftrace.timeline.spans.RandomSpans.KernelEvent;
import io.jftrace.timeline.spans.SimThread.SimLogical;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Passes what an application did to a timeline, in drains at random times. */
final class SpanReplay extends ScopeHistories {

  final Timeline timeline =
      new Timeline(
          new TimelineSink() {},
          JavaThreads.UNKNOWN,
          tid -> "",
          this,
          () -> 0,
          new WaitLookups() {},
          0);
  final ThreadStates states = new ThreadStates(timeline);

  /** What was passed, and when. */
  final Map<SpanRef, String> results = new HashMap<>();

  final Map<SpanRef, Long> finishedNanos = new LinkedHashMap<>();
  final SpanAccounts accounts = new SpanAccounts(this::finished, this::catchUp);

  private final RandomSpans world;
  private final Random random;
  private final List<ScopeStack> stacks = new ArrayList<>();
  private int nextChange;
  private int nextEnd;
  private long reachedNanos;

  SpanReplay(RandomSpans world, long seed) {
    this.world = world;
    this.random = new Random(seed);
    for (SimLogical logical : world.logicals) {
      stacks.add(logical.virtual ? accounts.virtualStack(logical.index) : accounts.stack());
    }
    timeline.accountSpans(accounts);
  }

  /**
   * @param meanNanos between two drains
   */
  SpanReplay run(int meanNanos) {
    int passed = 0;
    while (reachedNanos < world.now) {
      reachedNanos = Math.min(world.now, reachedNanos + 1 + random.nextInt(2 * meanNanos));
      if (random.nextBoolean()) {
        tellEnds(reachedNanos);
      }
      while (passed < world.events.size() && world.events.get(passed).timeNanos() <= reachedNanos) {
        KernelEvent event = world.events.get(passed++);
        event.pass().accept(this);
      }
      if (random.nextInt(3) > 0 || reachedNanos == world.now) {
        states.complete(reachedNanos);
      } else {
        states.completeButTimes(reachedNanos);
      }
    }
    return this;
  }

  private void tellEnds(long untilNanos) {
    while (nextEnd < world.ends.size() && world.ends.get(nextEnd).toldNanos() <= untilNanos) {
      End end = world.ends.get(nextEnd++);
      accounts.ended(end.span().traceId(), end.span().spanId(), end.timeNanos());
    }
  }

  private void catchUp(long untilNanos) {
    takeChanges(untilNanos);
    tellEnds(untilNanos);
  }

  private void finished(SpanAccount account) {
    String before = results.put(account.span(), SpanOracle.text(account));
    if (before != null) {
      throw new AssertionError(account.span() + " twice");
    }
    finishedNanos.put(account.span(), reachedNanos);
  }

  private void takeChanges(long untilNanos) {
    while (nextChange < world.changes.size()
        && world.changes.get(nextChange).timeNanos() <= untilNanos) {
      take(world.changes.get(nextChange++));
    }
  }

  private void take(Change change) {
    ScopeStack stack = stacks.get(change.thread().index);
    switch (change.kind()) {
      case MOVE -> stack.moveTo(change.span(), change.timeNanos());
      case UNMOUNT -> stack.unmounted(change.timeNanos());
      case MOUNT -> stack.mounted(change.timeNanos());
    }
    SpanScope scope = change.kind() == Change.Kind.UNMOUNT ? null : stack.top();
    add(change.tid(), change.timeNanos(), scope);
  }

  @Override
  public void forEachScope(TracedThread thread, long fromNanos, long toNanos, ScopeSink sink) {
    // Whoever reads a log reads what is there.
    takeChanges(toNanos + (random.nextInt(4) == 0 ? random.nextInt(20_000) : 0));
    super.forEachScope(thread, fromNanos, toNanos, sink);
  }
}
