// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Passes at most one warning a minute. For one thread. */
final class Warnings {

  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Consumer<String> warn;
  private boolean warned;
  private long warnedNanos;

  Warnings(Consumer<String> warn) {
    this.warn = warn;
  }

  void warn(Supplier<String> line) {
    long nowNanos = System.nanoTime();
    if (!warned || nowNanos - warnedNanos >= QUIET_NANOS) {
      warned = true;
      warnedNanos = nowNanos;
      warn.accept(line.get());
    }
  }
}
