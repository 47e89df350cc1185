// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitClassifierTest {

  private static final List<FutexUse> USES = List.of(FutexUse.values());
  private static final List<DescriptorKind> KINDS = List.of(DescriptorKind.values());
  private static final int MONITOR = USES.indexOf(FutexUse.MONITOR);
  private static final int PARK = USES.indexOf(FutexUse.PARK);

  private Class<?> parkedOn;

  private final WaitLookups lookups =
      new WaitLookups() {
        @Override
        public FutexUse futexUse(TracedThread thread, long address) {
          return USES.get((int) address);
        }

        @Override
        public Class<?> parkBlocker(TracedThread thread, long timeNanos) {
          return parkedOn;
        }

        @Override
        public DescriptorKind descriptorKind(int descriptor) {
          return KINDS.get(descriptor);
        }
      };

  private final WaitClassifier classifier = new WaitClassifier(lookups, SystemCalls.of("amd64"));
  private final WaitFacts facts = classifier.facts();

  private WaitReason call(char state, CallKind kind, long arg0, long arg1, long arg2) {
    facts.set(null, 100, state);
    facts.call(kind, arg0, arg1, arg2);
    return classifier.classify(facts);
  }

  // The descriptors are the numbers of DescriptorKind: 0 file, 1 socket, 2 pipe, 3 other, 4
  // unknown.
  @ParameterizedTest
  @CsvSource({
    "READ, D, 0, 0, 0, FILE_READ",
    "READ, S, 0, 0, 0, FILE_READ",
    "READ, S, 1, 0, 0, SOCKET_READ",
    "READ, S, 2, 0, 0, PIPE",
    "READ, S, 3, 0, 0,",
    "READ, S, 4, 0, 0,",
    "READ, D, 4, 0, 0, FILE_READ",
    "WRITE, D, 0, 0, 0, FILE_WRITE",
    "WRITE, S, 1, 0, 0, SOCKET_WRITE",
    "WRITE, S, 2, 0, 0, PIPE",
    "WRITE, S, 3, 0, 0,",
    "WRITE, D, 4, 0, 0, FILE_WRITE",
    "RECEIVE, S, 1, 0, 0, SOCKET_READ",
    "SEND, S, 1, 0, 0, SOCKET_WRITE",
    "ACCEPT, S, 1, 0, 0, ACCEPT",
    "CONNECT, S, 1, 0, 0, CONNECT",
    "SENDFILE, S, 1, 0, 0, SOCKET_WRITE",
    "SENDFILE, D, 1, 0, 0, FILE_READ",
    "SENDFILE, S, 2, 0, 0, PIPE",
    "SPLICE, S, 1, 0, 2, SOCKET_READ",
    "SPLICE, S, 2, 0, 1, PIPE",
    "SPLICE, D, 1, 0, 0, FILE_WRITE",
    "SPLICE, D, 0, 0, 0, FILE_READ",
    "POLL, S, 0, 2, 0, POLL",
    "POLL, S, 0, 1, 0, POLL",
    "POLL, S, 0, 0, 0, SLEEP",
    "SELECT, S, 0, 0, 0, POLL",
    "EPOLL, S, 0, 0, 0, POLL",
    "SLEEP, S, 0, 0, 0, SLEEP",
    "CHILD, S, 0, 0, 0, CHILD_PROCESS",
    "CHILD, D, 65536, 0, 0, CHILD_PROCESS",
    "CLONE3, D, 0, 0, 0, CHILD_PROCESS",
    "CLONE, D, 16640, 0, 0, CHILD_PROCESS",
    "CLONE, D, 65536, 0, 0,",
    "FSYNC, D, 0, 0, 0, FSYNC",
    "SYNC, D, 0, 0, 0, FSYNC",
    "FILE_CONTROL, S, 0, 7, 0, FILE_LOCK",
    "FILE_CONTROL, S, 0, 38, 0, FILE_LOCK",
    "FILE_CONTROL, D, 0, 6, 0,",
    "FILE_LOCK, S, 0, 0, 0, FILE_LOCK",
    "FILE_FIND, D, 0, 0, 0, FILE_READ",
    "FILE_FIND, S, 0, 0, 0,",
    "FILE_ASK, D, 0, 0, 0, FILE_READ",
    "FILE_CHANGE, D, 0, 0, 0, FILE_WRITE",
    "FILE_ALTER, D, 0, 0, 0, FILE_WRITE",
    "MEMORY, D, 0, 0, 0,",
    "DESCRIPTOR, S, 0, 0, 0,",
    "OTHER, S, 0, 0, 0,",
    // The addresses are the numbers of FutexUse: 0 park, 2 sleep, 3 other, 4 unknown.
    "FUTEX, S, 0, 0, 0, PARK",
    "FUTEX, S, 2, 0, 0, SLEEP",
    "FUTEX, S, 3, 0, 0, JVM_INTERNAL",
    "FUTEX, S, 4, 0, 0,",
    "FUTEX, D, 0, 0, 0,",
    ", D, 0, 0, 0,",
    ", S, 0, 0, 0,",
  })
  void tellsByTheCall(
      CallKind kind, char state, long arg0, long arg1, long arg2, WaitReason reason) {
    assertSame(reason, call(state, kind, arg0, arg1, arg2));
  }

  @ParameterizedTest
  @CsvSource({
    "READ, SOCKET_READ",
    "RECEIVE, SOCKET_READ",
    "WRITE, SOCKET_WRITE",
    "SEND, SOCKET_WRITE",
    "ACCEPT, ACCEPT",
    "CONNECT, CONNECT"
  })
  void aPollOfOneIsForWhatWasTriedBefore(CallKind tried, WaitReason reason) {
    facts.set(null, 100, 'S');
    facts.call(CallKind.POLL, 0x7000, 1, -1);
    facts.tried = tried;
    assertSame(reason, classifier.classify(facts));
    facts.arg1 = 2;
    assertSame(WaitReason.POLL, classifier.classify(facts));
  }

  @ParameterizedTest
  @CsvSource({
    ", false, PAGE_FAULT",
    ", true, MMAP_LOCK",
    "WRITE, false, PAGE_FAULT",
    "SEND, true, MMAP_LOCK",
    "READ, false, FILE_READ",
    "MEMORY, true, MMAP_LOCK",
    "FUTEX, false, PAGE_FAULT",
  })
  void aWaitAfterAPageFaultIsForThePage(CallKind kind, boolean byOwn, WaitReason reason) {
    facts.set(null, 100, 'D');
    facts.call(kind, 0, 0, 0);
    facts.faulted = true;
    facts.endedByOwn = byOwn;
    assertSame(reason, classifier.classify(facts));
  }

  @Test
  void whatAThreadIsParkedOnTells() {
    parkedOn = Semaphore.class;
    assertSame(WaitReason.QUEUE, call('S', CallKind.FUTEX, 0, 0, 0));
    assertSame(Semaphore.class, classifier.blocker());
    call('S', CallKind.SLEEP, 0, 0, 0);
    assertNull(classifier.blocker());
  }

  @Test
  void theFutexOfMonitorsIsForWhatTheThreadIsIn() {
    facts.set(null, 100, 'S');
    facts.call(CallKind.FUTEX, MONITOR, 0, 0);
    assertNull(classifier.classify(facts));
    facts.monitor = WaitReason.QUEUE;
    assertEquals(WaitReason.QUEUE, classifier.classify(facts));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "9, true", "128, true", "137, true", "1, false", "129, false"})
  void onlySomeFutexOperationsWait(long operation, boolean waits) {
    assertEquals(waits, classifier.isMonitorWait(null, MONITOR, operation));
    assertEquals(false, classifier.isMonitorWait(null, PARK, operation));
  }
}
