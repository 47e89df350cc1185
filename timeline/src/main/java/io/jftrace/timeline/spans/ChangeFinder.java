// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

/** Tells whether the innermost scope changed after some time. */
final class ChangeFinder implements ScopeSink {

  private long sinceNanos;
  private boolean any;
  private SpanScope last;
  private boolean found;

  void begin(long timeNanos) {
    sinceNanos = timeNanos;
    any = false;
    last = null;
    found = false;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Each opening of a span is another scope.
  public void piece(SpanScope scope, long fromNanos, long toNanos) {
    found |= any && scope != last && fromNanos > sinceNanos;
    any = true;
    last = scope;
  }

  boolean found() {
    return found;
  }
}
