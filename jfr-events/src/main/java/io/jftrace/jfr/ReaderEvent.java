// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * The reader's counters at the end of a chunk. JFR asks for it just before it closes a chunk, which
 * is also the moment to bring everything up to then into the file.
 */
@Name("jftrace.Reader")
@Label("Kernel Event Reader")
@Description("How much the reader has read, lost and used since its start")
@Category("jftrace")
@StackTrace(false)
@Period("endChunk")
final class ReaderEvent extends Event {

  @Label("Events Read")
  long eventsRead;

  @Label("Events Lost")
  long eventsLost;

  @Label("Lag")
  @Timespan(Timespan.NANOSECONDS)
  long lag;

  @Label("CPU Time")
  @Timespan(Timespan.NANOSECONDS)
  long cpuTime;
}
