// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;

/** Shows that nobody holds something. */
final class Collected {

  private Collected() {}

  static void await(WeakReference<?> reference) throws InterruptedException {
    for (int i = 0; i < 100 && !reference.refersTo(null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertTrue(reference.refersTo(null), "held");
  }
}
