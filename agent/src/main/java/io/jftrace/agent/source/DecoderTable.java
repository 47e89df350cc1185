// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.ring.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The decoders of events, by the numbers that the running kernel gives these. */
final class DecoderTable {

  /** {@code common_type}, with which every record begins, has two bytes. */
  private static final int TYPE_BYTES = 2;

  private final RecordDecoder[] decoderById;
  private final int[] minLengthById;
  private final Set<String> decoded;
  private final Map<String, String> problems;

  private DecoderTable(Builder builder) {
    int size = builder.decoders.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
    decoderById = new RecordDecoder[size];
    minLengthById = new int[size];
    builder.decoders.forEach((id, decoder) -> decoderById[id] = decoder);
    builder.minLengths.forEach((id, length) -> minLengthById[id] = length);
    decoded = Set.copyOf(builder.decoded);
    problems = Collections.unmodifiableMap(builder.problems);
  }

  /** Whether the event has a decoder. */
  boolean decodes(String event) {
    return decoded.contains(event);
  }

  /** Why which events have no decoder. */
  Map<String, String> problems() {
    return problems;
  }

  /**
   * Decodes a record, if it is as long as its event's format declares.
   *
   * @return what is wrong with the record; null if it was decoded
   */
  Malformed decode(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    if (lengthBytes < TYPE_BYTES) {
      return Malformed.RECORD_TOO_SHORT;
    }
    int id = buffer.getShort(offset) & 0xffff;
    if (id >= decoderById.length || decoderById[id] == null) {
      return Malformed.UNKNOWN_EVENT;
    }
    if (lengthBytes < minLengthById[id]) {
      return Malformed.RECORD_TOO_SHORT;
    }
    decoderById[id].decode(cpu, timeNanos, buffer, offset, lengthBytes);
    return null;
  }

  /** Makes the decoder of an event from its format. */
  interface DecoderMaker {
    RecordDecoder make(EventFormat format) throws IOException;
  }

  /** Checks formats and takes decoders. */
  static final class Builder {

    private final Tracefs tracefs;
    private final Map<Integer, RecordDecoder> decoders = new LinkedHashMap<>();
    private final Map<Integer, Integer> minLengths = new LinkedHashMap<>();
    private final Set<String> decoded = new HashSet<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    Builder(Tracefs tracefs) {
      this.tracefs = tracefs;
    }

    /**
     * Adds a decoder. If there is one of that event, a record goes to the new one first: what was
     * added before may be the one that takes a thread off its CPU, after which it does nothing.
     *
     * @param event for example {@code sched/sched_switch}
     * @throws IOException if the event's format is missing, or the maker does not understand it
     */
    Builder add(String event, DecoderMaker maker) throws IOException {
      EventFormat format = tracefs.format(event);
      decoders.merge(format.id(), maker.make(format), (old, added) -> both(added, old));
      minLengths.put(format.id(), format.minLength());
      decoded.add(event);
      return this;
    }

    /** Adds a decoder, or a problem. */
    Builder addIfUnderstood(String event, DecoderMaker maker) {
      try {
        add(event, maker);
      } catch (IOException e) {
        problems.put(event, e.getMessage());
      }
      return this;
    }

    /** Adds a decoder, or a problem, if this kernel has the event. */
    Builder addIfPresent(String event, DecoderMaker maker) {
      return tracefs.hasEvent(event) ? addIfUnderstood(event, maker) : this;
    }

    /** Whether the event has a decoder already. */
    boolean decodes(String event) {
      return decoded.contains(event);
    }

    private static RecordDecoder both(RecordDecoder first, RecordDecoder second) {
      return (cpu, time, b, at, n) -> {
        first.decode(cpu, time, b, at, n);
        second.decode(cpu, time, b, at, n);
      };
    }

    DecoderTable build() {
      return new DecoderTable(this);
    }
  }
}
