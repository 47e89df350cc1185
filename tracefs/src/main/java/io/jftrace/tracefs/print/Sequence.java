// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import java.util.List;

/** Pieces one after the other, until there is enough text. */
final class Sequence implements Piece {

  private final Piece[] pieces;

  Sequence(Piece... pieces) {
    this.pieces = pieces;
  }

  Sequence(List<Piece> pieces) {
    this(pieces.toArray(new Piece[0]));
  }

  @Override
  public void print(EventRecord record, StringBuilder out) {
    int end = out.length() + EventText.MAX_LENGTH;
    for (int i = 0; i < pieces.length && out.length() < end; i++) {
      pieces[i].print(record, out);
    }
  }
}
