// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.Map;
import java.util.TreeMap;

/** A line for the kernel that remembers what of it came from where in the user's text. */
final class KernelCommand {

  /** A copy goes on with the user's text; what was made of it as a whole has one column. */
  private record Origin(int column, boolean isCopy) {}

  private final StringBuilder line = new StringBuilder();
  private final TreeMap<Integer, Origin> origins = new TreeMap<>();

  /** Something that was made of a part of the user's text. */
  KernelCommand madeOf(SpecPart part, String text) {
    return append(text, new Origin(part.column(), false));
  }

  /** A part of the user's text itself. */
  KernelCommand copy(SpecPart part) {
    return append(part.text(), new Origin(part.column(), true));
  }

  private KernelCommand append(String text, Origin origin) {
    origins.put(line.length(), origin);
    line.append(text);
    return this;
  }

  String line() {
    return line.toString();
  }

  /** The column in the user's text of a column in the line; -1 if it came from nowhere. */
  int column(int lineColumn) {
    Map.Entry<Integer, Origin> entry = origins.floorEntry(lineColumn);
    if (entry == null) {
      return -1;
    }
    Origin origin = entry.getValue();
    return origin.column() + (origin.isCopy() ? lineColumn - entry.getKey() : 0);
  }
}
