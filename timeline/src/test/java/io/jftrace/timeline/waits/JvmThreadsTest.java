// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmThreadsTest {

  /** The comms of the threads of JDK 17 and 25 with each of their collectors. */
  @ParameterizedTest
  @CsvSource({
    "VM Thread, VM_THREAD",
    "GC Thread#0, GARBAGE_COLLECTION",
    "G1 Main Marker, GARBAGE_COLLECTION",
    "G1 Conc#0, GARBAGE_COLLECTION",
    "G1 Refine#0, GARBAGE_COLLECTION",
    "G1 Service, GARBAGE_COLLECTION",
    "Shenandoah GC T, GARBAGE_COLLECTION",
    "ZWorkerYoung#0, GARBAGE_COLLECTION",
    "ZDriverMinor, GARBAGE_COLLECTION",
    "XWorker#0, GARBAGE_COLLECTION",
    "VM Periodic Tas, NATIVE",
    "C2 CompilerThre, HIDDEN",
    "C1 CompilerThre, HIDDEN",
    "Monitor Deflati, HIDDEN",
    "Service Thread, HIDDEN",
    "Reference Handl, NONE",
    "Finalizer, NONE",
    "Signal Dispatch, NONE",
    "Common-Cleaner, NONE",
    "Attach Listener, NONE",
    "java, NONE",
    "main, NONE",
  })
  void areKnownByTheirComm(String comm, JvmThreads threads) {
    assertEquals(threads, JvmThreads.of(comm));
  }
}
