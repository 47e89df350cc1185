// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/** A part of an event's text. */
interface Piece {

  void print(EventRecord record, StringBuilder out);
}
