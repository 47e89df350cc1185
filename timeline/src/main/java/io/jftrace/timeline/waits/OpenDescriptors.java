// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import java.util.Arrays;

/**
 * What the process's descriptors stood for, at the time that the events have reached: by the time
 * that the kernel can be asked, they may be closed, or stand for something else. Knows only what
 * was opened by calls that were seen.
 */
final class OpenDescriptors {

  /** Beyond that, the kernel is asked. */
  private static final int MAX_DESCRIPTOR = 1 << 20;

  private DescriptorEffect[] openedBy = new DescriptorEffect[256];
  private boolean pairsWereOpened;
  private boolean seesCalls;
  private boolean anyOpened;

  /** How that descriptor was opened; {@link DescriptorEffect#NONE} if that was not seen. */
  DescriptorEffect openedBy(int descriptor) {
    boolean known = descriptor >= 0 && descriptor < openedBy.length;
    DescriptorEffect opened = known ? openedBy[descriptor] : null;
    return opened == null ? DescriptorEffect.NONE : opened;
  }

  /** Whether a descriptor whose opening was not seen may be a pipe's. */
  boolean pairsWereOpened() {
    return pairsWereOpened;
  }

  /** Whether calls are passed at all. */
  boolean seesCalls() {
    return seesCalls;
  }

  /** A call of any thread began: what it closes is free before it ends. */
  void callBegan(DescriptorEffect effect, long arg0) {
    if (effect == DescriptorEffect.CLOSES) {
      opened(arg0, DescriptorEffect.NONE);
    } else if (effect == DescriptorEffect.CLOSES_MANY) {
      forget();
    }
  }

  /** A call of any thread of the process ended. */
  void callEnded(DescriptorEffect effect, long arg0, long result) {
    seesCalls = true;
    if (result < 0) {
      return;
    }
    switch (effect) {
      case NONE, CLOSES, CLOSES_MANY -> {}
      case OPENS_FILE, OPENS_SOCKET, OPENS_OTHER -> opened(result, effect);
      case COPIES -> opened(result, openedBy((int) arg0));
      case OPENS_PAIR -> pairsWereOpened = true;
    }
  }

  /** Calls may have been missed. */
  void forget() {
    if (anyOpened) {
      Arrays.fill(openedBy, null);
      anyOpened = false;
    }
  }

  private void opened(long descriptor, DescriptorEffect by) {
    if (descriptor < 0 || descriptor >= MAX_DESCRIPTOR) {
      return;
    }
    int index = (int) descriptor;
    if (index >= openedBy.length) {
      if (by == DescriptorEffect.NONE) {
        return;
      }
      openedBy = Arrays.copyOf(openedBy, Integer.highestOneBit(index) << 1);
    }
    openedBy[index] = by;
    anyOpened = true;
  }
}
