// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/**
 * Two threads on one CPU hand a turn to each other by park and unpark: each hand-over is a wake-up
 * and a switch. Prints the nanoseconds that one takes, once by the CPU time of the two threads and
 * once by the wall clock. The first is the cost to the threads themselves; the second also has what
 * others took of that CPU.
 *
 * <p>In each turn a player may make system calls that return at once: it reads single bytes of
 * {@code /dev/zero}.
 *
 * <p>Only the two threads are pinned, with {@code taskset}. Whatever else is in the process, such
 * as an agent's reader, may run on the other CPUs: that is how it is in an application.
 */
public final class ContextSwitches {

  /** Short against the rests of a busy machine, long against the reader's wake-ups. */
  private static final int SLICE_MILLIS = 50;

  private static final int PLAYERS = 2;

  /** What one slice took for each hand-over. */
  private record Slice(double cpuNanos, double wallNanos) {}

  private final Thread[] players = new Thread[PLAYERS];
  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private volatile int turn = -1;

  // Written by the player whose turn it is, which the turn's own order makes visible.
  private final AtomicLong handOvers = new AtomicLong();

  private final int calls;

  private ContextSwitches(int calls) {
    this.calls = calls;
  }

  /**
   * Says {@code ready} with its process id, waits for a line on standard input, plays, and prints
   * the medians of short slices in nanoseconds for one hand-over: CPU time, wall time.
   *
   * @param args the CPU, the seconds of warm-up, the seconds of measuring, the system calls that a
   *     player makes in each turn
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 4) {
      System.err.println("usage: ContextSwitches CPU WARM-UP-SECONDS SECONDS CALLS");
      System.exit(2);
    }
    ContextSwitches game = new ContextSwitches(Integer.parseInt(args[3]));
    game.start(args[0]);
    System.out.println("ready " + ProcessHandle.current().pid());
    if (System.in.read() >= 0) {
      game.turn = 0;
      LockSupport.unpark(game.players[0]);
      game.slices(Integer.parseInt(args[1]));
      List<Slice> slices = game.slices(Integer.parseInt(args[2]));
      System.out.printf(
          "%.1f %.1f%n", median(slices, Slice::cpuNanos), median(slices, Slice::wallNanos));
    }
    System.out.flush();
    // The players have no end of their own.
    System.exit(0);
  }

  private void start(String cpu) throws IOException, InterruptedException {
    for (int i = 0; i < PLAYERS; i++) {
      int me = i;
      CompletableFuture<String> tid = new CompletableFuture<>();
      players[i] = new Thread(() -> play(me, tid), "player-" + me);
      players[i].setDaemon(true);
      players[i].start();
      Pinning.pin(tid.join(), cpu);
    }
  }

  private void play(int me, CompletableFuture<String> tid) {
    try (InputStream zeros = new FileInputStream("/dev/zero")) {
      tid.complete(Pinning.ownTid());
      play(me, zeros);
    } catch (IOException e) {
      tid.completeExceptionally(e);
    }
  }

  private void play(int me, InputStream zeros) throws IOException {
    int other = (me + 1) % PLAYERS;
    while (true) {
      while (turn != me) {
        LockSupport.park(this);
      }
      for (int i = 0; i < calls; i++) {
        zeros.read();
      }
      handOvers.lazySet(handOvers.getPlain() + 1);
      turn = other;
      LockSupport.unpark(players[other]);
    }
  }

  private List<Slice> slices(int seconds) throws InterruptedException {
    List<Slice> slices = new ArrayList<>();
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < endNanos) {
      slices.add(slice());
    }
    return slices;
  }

  private Slice slice() throws InterruptedException {
    long startNanos = System.nanoTime();
    long startCpuNanos = cpuNanos();
    long before = handOvers.get();
    Thread.sleep(SLICE_MILLIS);
    double count = Math.max(1, handOvers.get() - before);
    long spentCpuNanos = cpuNanos() - startCpuNanos;
    return new Slice(spentCpuNanos / count, (System.nanoTime() - startNanos) / count);
  }

  @SuppressWarnings("deprecation") // Thread.threadId() came with JDK 19.
  private long cpuNanos() {
    long nanos = 0;
    for (Thread player : players) {
      nanos += clock.getThreadCpuTime(player.getId());
    }
    return nanos;
  }

  private static double median(List<Slice> slices, ToDoubleFunction<Slice> value) {
    double[] sorted = slices.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
