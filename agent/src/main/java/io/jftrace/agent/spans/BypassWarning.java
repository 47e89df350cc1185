// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says once that the application keeps its context elsewhere than in a thread local. */
final class BypassWarning {

  /** Between choosing a storage and loading its class OpenTelemetry may load providers. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ContextTransformer transformer;
  private final Consumer<String> warnings;
  private long bypassedSinceNanos;
  private boolean bypassed;
  private boolean done;

  BypassWarning(ContextTransformer transformer, Consumer<String> warnings) {
    this.transformer = transformer;
    this.warnings = warnings;
    this.done = transformer == null;
  }

  void check(long nowNanos) {
    if (done || !transformer.isBypassed()) {
      return;
    }
    if (!bypassed) {
      bypassed = true;
      bypassedSinceNanos = nowNanos;
    } else if (nowNanos - bypassedSinceNanos > PATIENCE_NANOS) {
      done = true;
      warnings.accept(
          "spans stay unseen: the application has a ContextStorageProvider of its own"
              + " (-Dio.opentelemetry.context.contextStorageProvider=default switches it off)");
    }
  }
}
