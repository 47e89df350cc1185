// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.WaitReason;

/**
 * Why a thread waits in a call that reads or writes whatever its descriptor stands for. Disks are
 * waited for uninterruptibly, sockets and pipes are not.
 */
final class DescriptorWaits {

  private final WaitLookups lookups;
  private final OpenDescriptors open = new OpenDescriptors();

  DescriptorWaits(WaitLookups lookups) {
    this.lookups = lookups;
  }

  /** What the calls that were seen tell of the descriptors. */
  OpenDescriptors open() {
    return open;
  }

  /**
   * The reason of a wait in a call that reads.
   *
   * @param blocked whether the wait is an uninterruptible one
   * @return null if the descriptor does not tell
   */
  WaitReason read(int descriptor, boolean blocked) {
    return reason(descriptor, blocked, WaitReason.FILE_READ, WaitReason.SOCKET_READ);
  }

  /** The reason of a wait in a call that writes; see {@link #read}. */
  WaitReason write(int descriptor, boolean blocked) {
    return reason(descriptor, blocked, WaitReason.FILE_WRITE, WaitReason.SOCKET_WRITE);
  }

  private WaitReason reason(int descriptor, boolean blocked, WaitReason disk, WaitReason socket) {
    return switch (kind(descriptor, blocked)) {
      case FILE -> disk;
      case SOCKET -> socket;
      case PIPE -> WaitReason.PIPE;
      case OTHER -> null;
      // It is closed by now.
      case UNKNOWN -> blocked ? disk : null;
    };
  }

  private DescriptorKind kind(int descriptor, boolean blocked) {
    return switch (open.openedBy(descriptor)) {
      case OPENS_SOCKET -> DescriptorKind.SOCKET;
      case OPENS_OTHER -> DescriptorKind.OTHER;
      // Opened by its name, it may be a named pipe.
      case OPENS_FILE -> blocked ? DescriptorKind.FILE : lookups.descriptorKind(descriptor);
      default -> ofUnseen(descriptor, blocked);
    };
  }

  /** What was opened before, or by a call that does not tell which: one that makes a pipe. */
  private DescriptorKind ofUnseen(int descriptor, boolean blocked) {
    DescriptorKind now = lookups.descriptorKind(descriptor);
    if (!open.seesCalls()) {
      // The thread still waits, so the descriptor is what it was.
      return now;
    }
    if (blocked) {
      return now == DescriptorKind.FILE ? now : DescriptorKind.UNKNOWN;
    }
    return switch (now) {
      // A file of a file system that is a program's, or one that came after what was waited for.
      case FILE -> DescriptorKind.UNKNOWN;
      case UNKNOWN -> open.pairsWereOpened() ? DescriptorKind.PIPE : now;
      default -> now;
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
