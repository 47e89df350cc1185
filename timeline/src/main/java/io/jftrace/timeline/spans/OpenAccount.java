// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.SpanRef;

/** An account that still grows. */
public final class OpenAccount {

  private final SpanRef span;

  OpenAccount(SpanRef span) {
    this.span = span;
  }

  public SpanRef span() {
    return span;
  }
}
