// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.ring.MalformedCounts;
import io.jftrace.tracefs.ring.RecordHandler;
import io.jftrace.tracefs.ring.SubBufferCursor;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.io.Closeable;
import java.io.IOException;

/** The records of one CPU's file, one after the other. */
final class SavedCpu implements Closeable {

  final int cpu;

  private final SubBufferFile file;
  private final SubBufferCursor cursor;
  private final MalformedCounts malformed;
  private boolean loaded;
  private boolean inLoss;
  private long lossCount;
  private long lastTime;

  SavedCpu(int cpu, SubBufferFile file, SubBufferLayout layout, MalformedCounts malformed) {
    this.cpu = cpu;
    this.file = file;
    this.cursor = new SubBufferCursor(layout);
    this.malformed = malformed;
  }

  /** Goes to the next record; false if there is none. */
  boolean advance() throws IOException {
    while (!loaded || !cursor.next()) {
      if (loaded && cursor.malformed() != null) {
        malformed.add(cursor.malformed());
        lost(-1);
      }
      if (!file.next()) {
        return false;
      }
      cursor.load(file.subBuffer(), 0, file.lengthBytes());
      loaded = true;
      if (cursor.missedEvents()) {
        lost(cursor.missedCount());
      }
    }
    return true;
  }

  private void lost(long count) {
    long before = inLoss ? lossCount : 0;
    inLoss = true;
    lossCount = count < 0 || before < 0 ? -1 : before + count;
  }

  /** Of the record that it is on, in the trace clock. */
  long time() {
    return cursor.timeNanos();
  }

  /** Passes the record that it is on, and before it what was lost. */
  void pass(RecordHandler handler) {
    if (inLoss) {
      inLoss = false;
      handler.lossBegan(cpu, lastTime);
      handler.lossEnded(cpu, time(), lossCount);
    }
    lastTime = time();
    handler.record(cpu, lastTime, file.subBuffer(), cursor.recordOffset(), cursor.recordLength());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
