// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code "text"}. */
record TextConstant(String value) implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    out.append(value);
  }
}
