// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import io.jftrace.tracefs.Tracing;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every event format of the running kernel. */
class FormatsKernelTest {

  @Test
  void areReadAsTheyAreWritten() throws Exception {
    Path events = Tracing.required().root().resolve("events");
    KernelFormats.check(events, 100);
  }
}
