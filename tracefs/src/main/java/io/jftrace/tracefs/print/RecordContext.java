// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.MalformedCounts;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** What there is to say of one record after the other: its event, its task, its text. */
public final class RecordContext {

  private static final int TYPE_BYTES = 2;

  /** What is made once for each event. */
  private record Known(
      EventFormat format,
      int minLength,
      FormatField pid,
      ContextFlags flags,
      TaskNames names,
      EventText text) {}

  private final EventFormats formats;
  private final SubBufferLayout layout;
  private final KernelFacts facts;
  private final CommandNames commands;
  private final boolean learn;
  private final MalformedCounts malformed;
  private final Map<Integer, Known> events = new HashMap<>();
  private final EventRecord record = new EventRecord();
  private Known event;

  /**
   * @param layout of the kernel that recorded
   * @param commands of the tasks; null to learn them from the events
   * @param malformed counts what is wrong with records
   */
  public RecordContext(
      EventFormats formats,
      SubBufferLayout layout,
      KernelFacts facts,
      CommandNames commands,
      MalformedCounts malformed) {
    this.formats = formats;
    this.layout = layout;
    this.facts = facts;
    this.learn = commands == null;
    this.commands = learn ? new CommandNames() : commands;
    this.malformed = malformed;
  }

  /**
   * Goes to a record; parameters as of {@link io.jftrace.tracefs.ring.RecordHandler#record}.
   *
   * @return false if it is too short for its event: then there is nothing to say of it
   */
  public boolean load(ByteBuffer buffer, int offset, int lengthBytes) {
    if (lengthBytes < TYPE_BYTES) {
      malformed.add(Malformed.RECORD_TOO_SHORT);
      return false;
    }
    event = events.computeIfAbsent(buffer.getShort(offset) & 0xffff, this::know);
    record.set(buffer, offset, lengthBytes);
    if (lengthBytes < event.minLength()) {
      malformed.add(Malformed.RECORD_TOO_SHORT);
      return false;
    }
    if (formats.byId(event.format().id()) == null) {
      malformed.add(Malformed.UNKNOWN_EVENT);
    }
    for (FormatField field : event.format().fields()) {
      if (record.isTorn(field)) {
        malformed.add(Malformed.FIELD_OUTSIDE_RECORD);
      }
    }
    if (learn) {
      event.names().learn(record, commands);
    }
    return true;
  }

  private Known know(int id) {
    EventFormats.Event known = formats.byId(id);
    EventFormats.Event shown = known == null ? formats.unknown(id) : known;
    EventFormat format = shown.format();
    return new Known(
        format,
        format.minLength(),
        format.find("common_pid"),
        new ContextFlags(format, facts),
        new TaskNames(format),
        EventText.of(shown, layout, facts));
  }

  /** The record's event; one that has no format is called {@code unknown_ID}. */
  public EventFormat format() {
    return event.format();
  }

  public EventRecord record() {
    return record;
  }

  /** The task in whose context the event happened; -1 if the format does not say. */
  public int pid() {
    return event.pid() == null ? -1 : (int) record.integer(event.pid());
  }

  /** The name of that task. */
  public String comm() {
    return commands.name(pid());
  }

  /** The letters that say in what context it happened, for example {@code d.h2.}. */
  public void printFlags(StringBuilder out) {
    event.flags().print(record, out);
  }

  /** The event's name and text. */
  public void printText(StringBuilder out) {
    event.text().print(record, out);
  }
}
