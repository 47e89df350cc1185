// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.util.ArrayList;
import java.util.List;

/** All of an event's own fields, as {@code name=value}. */
final class FieldsPiece implements Piece {

  private final List<Piece> pieces = new ArrayList<>();
  private final Sequence all;

  FieldsPiece(EventFormat format, SubBufferLayout layout) {
    for (FormatField field : format.fields()) {
      FieldText value = FieldText.of(field, layout);
      pieces.add(new Literal((pieces.isEmpty() ? "" : " ") + field.name() + "="));
      pieces.add(value::print);
    }
    all = new Sequence(pieces);
  }

  @Override
  public void print(EventRecord record, StringBuilder out) {
    all.print(record, out);
  }
}
