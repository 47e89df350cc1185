// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.WaitReason;

/**
 * Why a thread waits in a call that reads or writes whatever its descriptor stands for. Disks are
 * waited for uninterruptibly, sockets and pipes are not.
 */
final class DescriptorWaits {

  private final WaitLookups lookups;

  DescriptorWaits(WaitLookups lookups) {
    this.lookups = lookups;
  }

  /**
   * The reason of a wait in a call that reads.
   *
   * @param blocked whether the wait is an uninterruptible one
   * @return null if the descriptor does not tell
   */
  WaitReason read(int descriptor, boolean blocked) {
    return switch (lookups.descriptorKind(descriptor)) {
      case FILE -> WaitReason.FILE_READ;
      case SOCKET -> WaitReason.SOCKET_READ;
      case PIPE -> WaitReason.PIPE;
      case OTHER -> null;
      // It is closed by now.
      case UNKNOWN -> blocked ? WaitReason.FILE_READ : null;
    };
  }

  /** The reason of a wait in a call that writes; see {@link #read}. */
  WaitReason write(int descriptor, boolean blocked) {
    return switch (lookups.descriptorKind(descriptor)) {
      case FILE -> WaitReason.FILE_WRITE;
      case SOCKET -> WaitReason.SOCKET_WRITE;
      case PIPE -> WaitReason.PIPE;
      case OTHER -> null;
      case UNKNOWN -> blocked ? WaitReason.FILE_WRITE : null;
    };
  }

  /** Of a call that moves data from one descriptor to another. */
  WaitReason transfer(int from, int to, boolean blocked) {
    WaitReason read = read(from, blocked);
    WaitReason write = write(to, blocked);
    if (blocked) {
      return read == WaitReason.FILE_READ ? read : write;
    }
    return read == WaitReason.FILE_READ || read == null ? write : read;
  }
}
