// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.probes.ProbeValues;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.probe.RecordedValue;
import java.nio.ByteBuffer;
import java.util.List;

/** The values in the records of one event, for one of its probes: of the record it was set to. */
final class RecordedValues implements ProbeValues {

  private final EventRecord record = new EventRecord();
  private final ValueReader[] readers;

  /**
   * @throws FormatException if the event has no such fields, or others than expected
   */
  RecordedValues(EventFormat format, List<RecordedValue> values) throws FormatException {
    readers = new ValueReader[values.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = ValueReader.of(format, values.get(i));
    }
  }

  RecordedValues set(ByteBuffer buffer, int offset, int lengthBytes) {
    record.set(buffer, offset, lengthBytes);
    return this;
  }

  @Override
  public long number(int index) {
    return readers[index].number(record);
  }

  @Override
  public String text(int index) {
    return readers[index].text(record);
  }
}
