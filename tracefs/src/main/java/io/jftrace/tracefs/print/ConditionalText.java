// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code condition ? yes : no} of texts. */
record ConditionalText(Expression condition, TextExpression yes, TextExpression no, int depth)
    implements TextExpression {

  @Override
  public void text(EventRecord record, StringBuilder out) {
    (condition.number(record) != 0 ? yes : no).text(record, out);
  }
}
