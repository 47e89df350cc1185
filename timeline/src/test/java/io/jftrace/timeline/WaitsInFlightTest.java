// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jftrace.timeline.waits.DescriptorKind;
import io.jftrace.timeline.waits.WaitClassifier;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What is said of a wait while it lasts, by the system call alone. */
class WaitsInFlightTest {

  private final WaitsFixture fixture = new WaitsFixture(0);
  private final WaitClassifier classifier = new WaitClassifier(fixture);
  private final TracedThread thread = new TracedThread(1, 0, "a");

  private WaitReason reason(String call, long arg0, long arg1) {
    return classifier.ofCall(thread, 100, 'S', WaitsFixture.number(call), arg0, arg1, 0);
  }

  @Test
  void callsTellByThemselves() {
    fixture.descriptors.put(7, DescriptorKind.PIPE);
    assertEquals(WaitReason.PIPE, reason("read", 7, 0));
    assertEquals(WaitReason.POLL, reason("ppoll", 0x7000, 1));
    assertEquals(WaitReason.CHILD_PROCESS, reason("waitid", 0, 0));
    assertNull(reason("getpid", 0, 0));
    assertNull(classifier.ofCall(thread, 100, 'D', -1, 0, 0, 0));
    assertNull(classifier.ofCall(thread, 100, 'S', 100_000, 0, 0, 0));
  }

  @Test
  void whatItIsParkedOnTells() {
    fixture.parkedOn = Semaphore.class;
    assertEquals(WaitReason.QUEUE, reason("futex", WaitsFixture.PARK, 128));
    fixture.parkedOn = null;
    assertEquals(WaitReason.PARK, reason("futex", WaitsFixture.PARK, 128));
  }

  @Test
  void aMonitorsFutexDoesNotTell() {
    assertNull(reason("futex", WaitsFixture.MONITOR, 128));
  }
}
