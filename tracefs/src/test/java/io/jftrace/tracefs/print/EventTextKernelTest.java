// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.Tracing;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The formats of the running kernel. */
class EventTextKernelTest {

  @Test
  void nearlyAllAreUnderstood() throws Exception {
    Path events = Tracing.required().root().resolve("events");
    Understood understood = Understood.of(EventFormats.read(events, 8), SubBufferLayout.NATIVE);
    System.out.printf("%d of %d events%n", understood.understood(), understood.all());
    // What it is built with differs from kernel to kernel, btrfs has most of those that are not.
    assertTrue(understood.percent() >= 95, understood.toString());
    assertEquals(null, understood.problems().get("sched_switch"));
  }
}
