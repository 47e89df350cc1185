// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter;

import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.BlockRequest;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TracedThread;

/** A request to a block device as a literal. */
public record TestRequest(
    TracedThread thread,
    long issueNanos,
    long completeNanos,
    long bytes,
    BlockOperation operation,
    int error,
    SpanRef span)
    implements BlockRequest {

  @Override
  public int device() {
    return 1;
  }

  @Override
  public long sector() {
    return 0;
  }
}
