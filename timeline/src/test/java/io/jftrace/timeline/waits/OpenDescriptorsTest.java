// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jftrace.timeline.WaitReason;
import org.junit.jupiter.api.Test;

class OpenDescriptorsTest {

  private final SystemCalls calls = SystemCalls.of("amd64");
  private DescriptorKind now = DescriptorKind.UNKNOWN;

  private final DescriptorWaits waits =
      new DescriptorWaits(
          new WaitLookups() {
            @Override
            public DescriptorKind descriptorKind(int descriptor) {
              return now;
            }
          });

  private void ended(int number, long arg0, long result) {
    waits.open().callEnded(calls.effect(number), arg0, result);
  }

  private void openat(long result) {
    ended(257, -100, result);
  }

  private void socket(long result) {
    ended(41, 2, result);
  }

  private void close(int descriptor) {
    waits.open().callBegan(calls.effect(3), descriptor);
  }

  @Test
  void whatWasOpenedCountsNotWhatTheDescriptorIsByNow() {
    socket(7);
    now = DescriptorKind.FILE;
    assertSame(WaitReason.SOCKET_READ, waits.read(7, false));
    assertSame(WaitReason.SOCKET_WRITE, waits.write(7, false));
    openat(1000);
    now = DescriptorKind.SOCKET;
    assertSame(WaitReason.FILE_READ, waits.read(1000, true));
  }

  @Test
  void whatIsClosedIsAskedFor() {
    socket(7);
    close(7);
    now = DescriptorKind.PIPE;
    assertSame(WaitReason.PIPE, waits.read(7, false));
  }

  @Test
  void whatIsClosedMayBeOpenedAgainBeforeTheCallEnds() {
    socket(7);
    close(7);
    openat(7);
    ended(3, 7, 0);
    now = DescriptorKind.SOCKET;
    assertSame(WaitReason.FILE_READ, waits.read(7, true));
  }

  @Test
  void failedCallsChangeNothing() {
    socket(7);
    openat(-2);
    assertSame(WaitReason.SOCKET_READ, waits.read(7, false));
  }

  @Test
  void copiesAreWhatTheirOriginalIs() {
    socket(7);
    ended(33, 7, 9); // dup2
    assertSame(WaitReason.SOCKET_READ, waits.read(9, false));
    ended(33, 500, 9);
    assertNull(waits.read(9, false));
  }

  @Test
  void aPipeIsWhatNoCallToldOf() {
    assertNull(waits.read(7, false));
    ended(293, 0, 0); // pipe2
    assertSame(WaitReason.PIPE, waits.read(7, false));
    // Closed, and used again for a file.
    now = DescriptorKind.FILE;
    assertNull(waits.read(7, false));
    assertSame(WaitReason.FILE_READ, waits.read(7, true));
  }

  @Test
  void aNamedPipeIsOpenedLikeAFile() {
    openat(5);
    now = DescriptorKind.PIPE;
    assertSame(WaitReason.PIPE, waits.read(5, false));
  }

  @Test
  void epollIsNeither() {
    ended(291, 0, 6); // epoll_create1
    now = DescriptorKind.SOCKET;
    assertNull(waits.read(6, false));
  }

  @Test
  void afterLossItIsAskedFor() {
    socket(7);
    waits.open().forget();
    now = DescriptorKind.PIPE;
    assertSame(WaitReason.PIPE, waits.read(7, false));
  }
}
