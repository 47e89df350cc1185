// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.tracefs.RecordedKernel;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which formats of other kernels can be printed as those print them. */
class RecordedTextTest {

  static List<RecordedKernel> kernels() {
    return RecordedKernel.ALL;
  }

  /** Of its 120 and more events, those that have the kernel's constants by name or its texts. */
  @ParameterizedTest
  @MethodSource("kernels")
  void nearlyAllFormatsAreUnderstood(RecordedKernel kernel) throws Exception {
    Understood understood =
        Understood.of(EventFormats.read(kernel.events(), 8), SubBufferLayout.NATIVE);
    assertEquals(
        Set.of(
            "bprint",
            "dev_pm_qos_add_request",
            "dev_pm_qos_remove_request",
            "dev_pm_qos_update_request",
            "pm_qos_update_flags",
            "pm_qos_update_target"),
        understood.problems().keySet(),
        understood.toString());
  }
}
