// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import io.jftrace.tracefs.RecordedKernel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Event formats of kernels other than the running one. */
class RecordedFormatsTest {

  static List<RecordedKernel> kernels() {
    return RecordedKernel.ALL;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void areReadAsTheyAreWritten(RecordedKernel kernel) throws Exception {
    KernelFormats.check(kernel.events(), 120);
  }
}
