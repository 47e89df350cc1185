// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.RecordedKernel;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of other kernels, against those kernels' own texts. */
class RecordedTextTest {

  static List<RecordedKernel> recorded() {
    return RecordedKernel.ALL.stream().filter(kernel -> !kernel.recordings().isEmpty()).toList();
  }

  static List<RecordedKernel> kernels() {
    return RecordedKernel.ALL;
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void isTheKernelsTextToTheLetter(RecordedKernel kernel) throws Exception {
    TextTrace expected = TextTrace.read(kernel.text());
    KernelFacts facts = new KernelFacts(kernel.release(), 0, KernelSymbols.NONE);
    PrintedTrace printed = new PrintedTrace(EventFormats.read(kernel.events(), 8), expected, facts);
    int cpu = 0;
    for (Path file : kernel.recordings()) {
      ByteBuffer pages = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      printed.compare(cpu++, pages, RecordedKernel.SUB_BUFFER_BYTES);
    }
    assertEquals(expected.events(), printed.events());
    assertTrue(printed.events() > 5000, printed.events() + " events");
    assertTrue(printed.kinds() >= 8, printed.kinds() + " kinds of events");
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
