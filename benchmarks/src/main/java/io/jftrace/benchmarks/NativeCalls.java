// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Adler32;

/**
 * One thread on one CPU calls a native function that does next to nothing: {@code
 * Adler32.update(int)} is one JNI call ({@code Java_java_util_zip_Adler32_update} in libzip), which
 * calls {@code adler32} of zlib once. Prints the nanoseconds that one such call takes.
 *
 * <p>The calls are made in bursts, with pauses between them in which a reader of the hits can keep
 * up: it is the hit that is measured, not an overload.
 */
public final class NativeCalls {

  /** Long against a look at the clock, few enough to fit into any buffer. */
  private static final int CALLS_IN_BURST = 2000;

  private static final int PAUSE_MILLIS = 15;

  private final Adler32 checksum = new Adler32();

  private NativeCalls() {}

  /**
   * Says {@code ready} with its process id, waits for a line on standard input, calls, and prints
   * the median of the bursts in nanoseconds for one call, and the number of calls in all.
   *
   * @param args the CPU, the seconds of warm-up, the seconds of measuring
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 3) {
      System.err.println("usage: NativeCalls CPU WARM-UP-SECONDS SECONDS");
      System.exit(2);
    }
    // Only this thread: an agent's reader may run on the other CPUs, as in an application.
    Pinning.pin(Pinning.ownTid(), args[0]);
    NativeCalls calls = new NativeCalls();
    // The function is compiled, its library loaded, before anybody looks for it.
    calls.bursts(1);
    System.out.println("ready " + ProcessHandle.current().pid());
    if (System.in.read() >= 0) {
      int before = calls.bursts(Integer.parseInt(args[1])).size();
      List<Double> nanos = calls.bursts(Integer.parseInt(args[2]));
      Collections.sort(nanos);
      long count = (long) (before + nanos.size()) * CALLS_IN_BURST;
      System.out.printf("%.1f %d%n", nanos.get(nanos.size() / 2), count);
    }
  }

  private List<Double> bursts(int seconds) throws InterruptedException {
    List<Double> nanos = new ArrayList<>();
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    do {
      Thread.sleep(PAUSE_MILLIS);
      nanos.add(burst());
    } while (System.nanoTime() < endNanos);
    return nanos;
  }

  private double burst() {
    long startNanos = System.nanoTime();
    for (int i = 0; i < CALLS_IN_BURST; i++) {
      checksum.update(i);
    }
    return (double) (System.nanoTime() - startNanos) / CALLS_IN_BURST;
  }
}
