// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.timeline.spans.SimThread.SimLogical;
import io.jftrace.timeline.spans.SimThread.State;
import io.jftrace.timeline.waits.WaitAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** An application whose threads wait and open spans at random, step by step, and its record. */
final class RandomSpans {

  static final int THREADS = 4;

  /** Of the threads, so many carry virtual ones and have no spans of their own. */
  private static final int CARRIERS = 2;

  private static final int VIRTUAL_THREADS = 4;
  private static final WaitReason[] REASONS = WaitReason.values();

  /** Something that the kernel recorded. */
  record KernelEvent(long timeNanos, Consumer<SpanReplay> pass) {}

  /** Another span is active on a thread, or another virtual thread is mounted. */
  record Change(long timeNanos, SimLogical thread, int tid, SpanRef span, Kind kind) {
    enum Kind {
      MOVE,
      MOUNT,
      UNMOUNT
    }
  }

  /** A span ended, which is told later. */
  record End(SpanRef span, long timeNanos, long toldNanos) {}

  final List<KernelEvent> events = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();
  final List<End> ends = new ArrayList<>();
  final Map<SpanRef, Long> endNanos = new HashMap<>();
  final List<SimLogical> logicals = new ArrayList<>();
  final List<SpanRef> spans = new ArrayList<>();
  long now = 1000;

  private final Random random;
  private final List<SimThread> threads = new ArrayList<>();
  private int lossLeft;

  RandomSpans(long seed, int steps) {
    random = new Random(seed);
    for (int i = 0; i < THREADS; i++) {
      SimThread thread = new SimThread(i + 1);
      threads.add(thread);
      event(states -> states.found(1000, thread.tid, 'R'));
      if (i >= CARRIERS) {
        logical(false).mount(thread, now);
      }
    }
    for (int i = 0; i < VIRTUAL_THREADS; i++) {
      logical(true);
    }
    for (int i = 0; i < steps; i++) {
      now += 1 + random.nextInt(1000);
      step();
    }
    finish();
  }

  private SimLogical logical(boolean virtual) {
    SimLogical logical = new SimLogical(logicals.size(), virtual);
    logicals.add(logical);
    return logical;
  }

  private void event(Consumer<ThreadStates> pass) {
    if (lossLeft == 0) {
      events.add(new KernelEvent(now, replay -> pass.accept(replay.states)));
    }
  }

  private void step() {
    if (lossLeft > 0 && --lossLeft == 0) {
      long time = now;
      event(states -> states.lossEnded(time, 0, 1));
    } else if (lossLeft == 0 && random.nextInt(300) == 0) {
      long time = now;
      event(states -> states.lossBegan(time, 0));
      threads.forEach(thread -> thread.torn(time));
      lossLeft = 1 + random.nextInt(30);
      return;
    }
    SimThread thread = threads.get(random.nextInt(THREADS));
    switch (thread.state) {
      case RUNNING -> run(thread);
      case WAITING -> wake(thread);
      case QUEUED -> in(thread);
    }
  }

  private void run(SimThread thread) {
    int choice = random.nextInt(12);
    if (choice < 3) {
      out(thread);
    } else if (choice == 3 && thread.tid <= CARRIERS) {
      remount(thread);
    } else if (thread.mounted != null) {
      work(thread, thread.mounted, choice);
    }
  }

  private void remount(SimThread carrier) {
    if (carrier.mounted != null) {
      changes.add(new Change(now, carrier.mounted, carrier.tid, null, Change.Kind.UNMOUNT));
      carrier.mounted.unmount(now);
      return;
    }
    SimLogical next = logicals.get(THREADS - CARRIERS + random.nextInt(VIRTUAL_THREADS));
    if (next.carrier == null) {
      next.mount(carrier, now);
      changes.add(new Change(now, next, carrier.tid, null, Change.Kind.MOUNT));
    }
  }

  private void work(SimThread thread, SimLogical logical, int choice) {
    int active = logical.active.size();
    if (choice == 4 && !logical.suspended.isEmpty()) {
      resume(thread, logical);
    } else if (choice < 6) {
      move(thread, logical, span(active == 0 || random.nextInt(20) == 0 ? null : logical.active));
    } else if (choice < 8) {
      int kept = random.nextInt(active + 1);
      move(thread, logical, kept == 0 ? null : logical.active.get(kept - 1));
    } else if (choice == 8 && !spans.isEmpty()) {
      // What another thread has, or had: it may have ended.
      int age = random.nextInt(Math.min(40, spans.size()));
      move(thread, logical, spans.get(spans.size() - 1 - age));
    } else if (choice < 11) {
      endAny();
    }
  }

  private void resume(SimThread thread, SimLogical logical) {
    int age = Math.min(random.nextInt(2), logical.suspended.size() - 1);
    List<SpanRef> chain = logical.suspended.get(logical.suspended.size() - 1 - age);
    move(thread, logical, chain.get(random.nextInt(chain.size())));
  }

  private SpanRef span(List<SpanRef> active) {
    String trace = active == null ? "trace" + spans.size() : active.get(0).traceId();
    SpanRef span = new SpanRef(trace, "span" + spans.size(), random.nextInt(10) > 0);
    spans.add(span);
    return span;
  }

  private void move(SimThread thread, SimLogical logical, SpanRef span) {
    logical.moveTo(span, now);
    changes.add(new Change(now, logical, thread.tid, span, Change.Kind.MOVE));
  }

  /** Of the younger ones: some are active then, on any thread. */
  private void endAny() {
    int age = random.nextInt(60);
    if (age < spans.size()) {
      end(spans.get(spans.size() - 1 - age));
    }
  }

  private void end(SpanRef span) {
    if (span.sampled() && endNanos.putIfAbsent(span, now) == null) {
      long delay = random.nextInt(3) == 0 ? random.nextInt(30_000) : 0;
      ends.add(new End(span, now, now + delay));
    }
  }

  private void out(SimThread thread) {
    long time = now;
    char state = "SSSSDRT".charAt(random.nextInt(7));
    // A wake-up of a thread that is not known to run does not count.
    boolean wokenBefore = thread.known && state == 'S' && random.nextInt(10) == 0;
    WaitReason asked = REASONS[2 + random.nextInt(REASONS.length - 2)];
    WaitReason reason = wokenBefore ? WaitReason.RUN_QUEUE : asked;
    if (wokenBefore) {
      event(states -> states.waking(time, thread.tid, 0));
    }
    event(states -> states.switched(time, 0, thread.tid, state, 0));
    if (lossLeft > 0) {
      thread.state = wokenBefore || state == 'R' ? State.QUEUED : State.WAITING;
      return;
    }
    WaitAnswer answer = new WaitAnswer(time, time, asked, "", "", "", "", "");
    events.add(new KernelEvent(time, replay -> replay.timeline.answered(thread.tid, answer)));
    thread.out(time, state, reason, wokenBefore);
  }

  private void wake(SimThread thread) {
    long time = now;
    SimThread waker = threads.get(random.nextInt(THREADS));
    boolean byThread = waker.state == State.RUNNING;
    event(states -> states.waking(time, thread.tid, byThread ? waker.tid : 0));
    if (lossLeft > 0) {
      thread.state = State.QUEUED;
      return;
    }
    thread.woken(time);
    if (byThread) {
      waker.seenRunning(time);
    }
  }

  private void in(SimThread thread) {
    long time = now;
    event(states -> states.switched(time, 0, 0, 'R', thread.tid));
    if (lossLeft > 0) {
      thread.state = State.RUNNING;
    } else {
      thread.in(time);
    }
  }

  private void finish() {
    now += 100_000;
    List.copyOf(spans).forEach(this::end);
    for (SimThread thread : threads) {
      thread.torn(now);
    }
    for (SimLogical logical : logicals) {
      logical.moveTo(null, now);
      if (logical.carrier != null) {
        logical.unmount(now);
      }
    }
    now += 100_000;
  }
}
