// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** {@code REC}, which is no value by itself. */
enum RecordPointer implements Expression {
  INSTANCE;

  @Override
  public CType type() {
    return CType.U64;
  }

  @Override
  public long number(EventRecord record) {
    return 0;
  }
}
