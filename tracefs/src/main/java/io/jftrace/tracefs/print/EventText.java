// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.ring.SubBufferLayout;

/**
 * Prints the text of the records of one event as the kernel's text trace does, what comes behind
 * {@code timestamp: } in it. It is compiled once; printing is cheap. Not thread safe.
 *
 * <p>Where the {@code print fmt:} of the event has something that is not understood, its own fields
 * are printed instead, as {@code name=value}; {@link #problem} says why.
 */
public final class EventText {

  /** No text is longer, in characters: what is more is cut off. */
  static final int MAX_LENGTH = 64 << 10;

  private final Piece body;
  private final String problem;

  private EventText(Piece body, String problem) {
    this.body = body;
    this.problem = problem;
  }

  /** For an event of a kernel of which nothing else is known. */
  public static EventText of(EventFormats.Event event, SubBufferLayout layout) {
    return of(event, layout, KernelFacts.UNKNOWN);
  }

  /**
   * For an event of a kernel. Never throws for what is in the event's format.
   *
   * @param layout of the kernel that recorded
   */
  public static EventText of(EventFormats.Event event, SubBufferLayout layout, KernelFacts facts) {
    Context context = new Context(event.format(), layout, facts);
    try {
      return new EventText(BodyParser.parse(event.system(), context), null);
    } catch (NotUnderstood e) {
      String name = event.format().name() + ": ";
      Piece fields = new FieldsPiece(event.format(), layout);
      return new EventText(
          new Sequence(new Literal(name), fields), "print fmt has " + e.getMessage());
    }
  }

  /** Whether the text is the kernel's; if not, it is the event's fields. */
  public boolean isUnderstood() {
    return problem == null;
  }

  /** What is not understood, in one line; null if all is. */
  public String problem() {
    return problem;
  }

  /**
   * Appends the text of a record: mostly the event's name, {@code ": "} and what the kernel says of
   * it. There is no line end behind it, but there may be some in it.
   *
   * @param record of this event
   */
  public void print(EventRecord record, StringBuilder out) {
    int end = out.length() + MAX_LENGTH;
    body.print(record, out);
    if (out.length() > end) {
      out.setLength(end);
    }
  }
}
