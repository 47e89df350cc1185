// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import java.util.function.LongConsumer;

/**
 * Runs a harness many times, each with a seed of its own. One that fails says its seed; {@code
 * -Djftrace.fuzz.seed=SEED} repeats it first.
 */
final class Fuzzing {

  private static final Long SEED = Long.getLong("jftrace.fuzz.seed");

  private Fuzzing() {}

  static void run(String name, long count, long defaultSeed, LongConsumer harness) {
    long first = SEED == null ? defaultSeed : SEED;
    long startNanos = System.nanoTime();
    for (long seed = first; seed < first + count; seed++) {
      try {
        harness.accept(seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(name + ": -Djftrace.fuzz.seed=" + seed + ": " + e, e);
      }
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    System.out.printf("%s: %,d runs from seed %d, %,.0f/s%n", name, count, first, count / seconds);
  }
}
