// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

/**
 * When spans are exported, and how many may wait: the variables of the batch span processor.
 *
 * @param scheduleDelayMillis a span waits at most so long for others to be exported with
 * @param maxQueueSize so many spans may wait; further ones are dropped
 * @param maxBatchSize so many are exported at once
 * @param exportTimeoutMillis an export that takes longer counts as failed
 */
record Batching(
    long scheduleDelayMillis, int maxQueueSize, int maxBatchSize, long exportTimeoutMillis) {

  static Batching of(OtelVariables variables) {
    int queue = size(variables, "OTEL_BSP_MAX_QUEUE_SIZE", 2048);
    int batch = size(variables, "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", 512);
    return new Batching(
        variables.number(0, 5_000, "OTEL_BSP_SCHEDULE_DELAY"),
        queue,
        Math.min(batch, queue),
        variables.number(1, 30_000, "OTEL_BSP_EXPORT_TIMEOUT"));
  }

  private static int size(OtelVariables variables, String name, int otherwise) {
    return (int) Math.min(variables.number(1, otherwise, name), Integer.MAX_VALUE);
  }
}
