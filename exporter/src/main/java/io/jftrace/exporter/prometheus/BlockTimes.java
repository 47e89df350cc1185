// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.BlockRequest;

/** How long requests to block devices took: written by the reader's thread, read by scrapes. */
@SuppressWarnings("EnumOrdinal") // An array by ordinal, as in PoolTimes.
final class BlockTimes {

  private final Histogram[] durations = new Histogram[BlockOperation.values().length];
  private final Exemplars[] exemplars = new Exemplars[durations.length];
  private final Sums errors = new Sums(durations.length);

  BlockTimes() {
    for (int i = 0; i < durations.length; i++) {
      durations[i] = new Histogram();
      exemplars[i] = Exemplars.ofBuckets();
    }
  }

  void add(BlockRequest request) {
    int operation = request.operation().ordinal();
    long durationNanos = request.completeNanos() - request.issueNanos();
    int bucket = durations[operation].record(durationNanos);
    if (exemplars[operation].isDue(bucket, request.completeNanos())) {
      exemplars[operation].offer(bucket, durationNanos, request.completeNanos(), request.span());
    }
    errors.add(operation, request.error() == 0 ? 0 : 1);
  }

  Histogram durations(BlockOperation operation) {
    return durations[operation.ordinal()];
  }

  Exemplars exemplars(BlockOperation operation) {
    return exemplars[operation.ordinal()];
  }

  /** How many of them failed. */
  long errors(BlockOperation operation) {
    return errors.get(operation.ordinal());
  }
}
