// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.sdk.common.export.RetryPolicy;

/**
 * How often a request by gRPC is repeated. One that runs out of time while it waits for its next
 * attempt does not tell why the last one failed, so that there are no more than have time enough.
 */
final class GrpcRetries {

  private static final RetryPolicy STANDARD = RetryPolicy.getDefault();

  /** The SDK waits up to so much longer than the policy says. */
  private static final double JITTER = 1.2;

  /** Of the time of a request; the attempts themselves take some, too. */
  private static final double SHARE_OF_WAITING = 0.75;

  private GrpcRetries() {}

  /**
   * The SDK's standard policy, with fewer attempts if they would not fit; null if only one does.
   *
   * @param timeoutMillis of the request with all attempts; 0: without limit
   */
  static RetryPolicy within(long timeoutMillis) {
    if (timeoutMillis == 0) {
      return STANDARD;
    }
    double leftMillis = timeoutMillis * SHARE_OF_WAITING;
    double waitMillis = STANDARD.getInitialBackoff().toMillis() * JITTER;
    int attempts = 1;
    while (attempts < STANDARD.getMaxAttempts() && waitMillis <= leftMillis) {
      attempts++;
      leftMillis -= waitMillis;
      waitMillis *= STANDARD.getBackoffMultiplier();
    }
    return attempts == 1 ? null : STANDARD.toBuilder().setMaxAttempts(attempts).build();
  }
}
