// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Threads that call functions at random, and what is recorded of it. It knows which calls there
 * really were.
 */
final class RandomCalls {

  /** What is done to calls and to their record; each happens to one in so many, or never if 0. */
  record Mishaps(int longjmps, int lostEntries, int lostReturns, int losses, int threadEnds) {}

  /** Of one thread the kernel follows so many returns at a time. */
  private static final int MAX_RETURNS = 64;

  private static final int LOSS_STEPS = 40;

  /** The id of a call is one of these, and its tid. */
  static final long ID_STEP = 100;

  private record Call(
      ProbeType type, long id, long startNanos, long stackPointer, boolean followed, int epoch) {}

  private static final class Caller {
    final Deque<Call> stack = new ArrayDeque<>();

    /** Whether it rather calls than returns. */
    boolean descends;
  }

  /** What is to be passed: calls whose entry and return were recorded, with no loss between. */
  final List<String> recorded = new ArrayList<>();

  final ProbesFixture probes;

  /** How many entries and returns were recorded. */
  long events;

  /** How many calls have returned. */
  long completed;

  private final ProbeType[] types = {type("f"), type("g"), type("h")};
  private final List<Caller> callers;
  private final Random random;
  private final Mishaps mishaps;
  private final int poppedBytes;
  private long nowNanos;
  private long lastId;
  private int lossLeft;
  private int epoch;

  /**
   * @param poppedBytes how much more the stack pointer is at a return than at its entry
   */
  RandomCalls(long seed, int threads, int poppedBytes, Mishaps mishaps) {
    this.random = new Random(seed);
    this.mishaps = mishaps;
    this.poppedBytes = poppedBytes;
    this.probes = new ProbesFixture(threads);
    this.callers = IntStream.range(0, threads).mapToObj(i -> new Caller()).toList();
  }

  /** Entry and return tell which call they are of, and in which frame. */
  private static ProbeType type(String name) {
    List<ProbeField> entry = ProbesFixture.numbers("id", "frame");
    return new ProbeType(name, "", true, entry, ProbesFixture.numbers("ofId", "ofFrame"), 0);
  }

  /** Does so many steps, and then ends all threads. */
  RandomCalls run(int steps) {
    for (int i = 0; i < steps; i++) {
      step(1 + random.nextInt(callers.size()));
    }
    if (lossLeft > 0) {
      endLoss();
    }
    IntStream.rangeClosed(1, callers.size()).forEach(this::endThread);
    return this;
  }

  private void step(int tid) {
    nowNanos += 1 + random.nextInt(100);
    Caller caller = callers.get(tid - 1);
    if (random.nextInt(50) == 0) {
      caller.descends = !caller.descends;
    }
    if (lossLeft > 0 && --lossLeft == 0) {
      endLoss();
    }
    if (lossLeft == 0 && happens(mishaps.losses)) {
      lossLeft = 1 + random.nextInt(LOSS_STEPS);
      probes.events.lossBegan(nowNanos, 0);
    } else if (lossLeft == 0 && happens(mishaps.threadEnds)) {
      endThread(tid);
      probes.events.found(nowNanos, tid, 'R');
    } else if (happens(mishaps.longjmps)) {
      jump(caller.stack);
    } else if (caller.stack.isEmpty() || random.nextInt(5) < (caller.descends ? 3 : 2)) {
      enter(tid, caller.stack);
    } else {
      leave(tid, caller.stack);
    }
  }

  private boolean happens(int oneIn) {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }

  private void endLoss() {
    epoch++;
    lossLeft = 0;
    probes.events.lossEnded(nowNanos, 0, -1);
  }

  private void endThread(int tid) {
    callers.get(tid - 1).stack.clear();
    probes.events.switched(++nowNanos, 0, tid, 'X', 0);
  }

  private void jump(Deque<Call> stack) {
    int frames = stack.isEmpty() ? 0 : random.nextInt(Math.min(8, stack.size()) + 1);
    for (int i = 0; i < frames; i++) {
      stack.pop();
    }
  }

  private void enter(int tid, Deque<Call> stack) {
    // All threads have the same addresses: they must not be taken for each other's.
    long caller = stack.isEmpty() ? ProbesFixture.STACK : stack.peek().stackPointer;
    long stackPointer = caller - 16L * (1 + random.nextInt(4));
    ProbeType type = types[random.nextInt(types.length)];
    boolean seen = lossLeft == 0 && !happens(mishaps.lostEntries);
    boolean followed = mishaps.lostReturns == 0 || stack.size() < MAX_RETURNS;
    Call call =
        new Call(
            type, tid + ID_STEP * ++lastId, nowNanos, stackPointer, followed, seen ? epoch : -1);
    stack.push(call);
    if (seen) {
      events++;
      probes.enter(nowNanos, tid, type, stackPointer, call.id, stackPointer);
    }
  }

  private void leave(int tid, Deque<Call> stack) {
    Call call = stack.pop();
    completed++;
    if (lossLeft > 0 || !call.followed || happens(mishaps.lostReturns)) {
      return;
    }
    events++;
    if (call.epoch == epoch) {
      String times = " " + call.startNanos + "-" + nowNanos + " ";
      String entry = call.id + " " + call.stackPointer;
      recorded.add(tid + " " + call.type.name() + times + entry + " " + entry);
    }
    long stackPointer = call.stackPointer + poppedBytes;
    probes.leave(nowNanos, tid, call.type, stackPointer, call.id, call.stackPointer);
  }
}
