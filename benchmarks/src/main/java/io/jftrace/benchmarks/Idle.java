// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import java.util.concurrent.TimeUnit;

/** An application that does nothing. */
public final class Idle {

  private Idle() {}

  /**
   * Sleeps.
   *
   * @param args the seconds
   */
  public static void main(String[] args) throws InterruptedException {
    TimeUnit.SECONDS.sleep(Long.parseLong(args[0]));
  }
}
