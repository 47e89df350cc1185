// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.concurrent.locks.ReentrantLock;

/** A contended monitor, taken by the worker, and a contended lock, taken by the billing pool. */
final class Locks {

  private static final int MONITOR_MILLIS = 6;
  private static final int LOCK_MILLIS = 10;

  private final Tracing tracing;
  private final Pool billing;
  private final Object ledger = new Object();
  private final ReentrantLock account = new ReentrantLock();

  Locks(Tracing tracing, Pool billing) {
    this.tracing = tracing;
    this.billing = billing;
  }

  String answer() throws Exception {
    tracing.step("update ledger", this::monitor);
    return billing.submit(() -> tracing.step("charge account", this::lock)).get();
  }

  private String monitor() throws InterruptedException {
    synchronized (ledger) {
      Thread.sleep(MONITOR_MILLIS);
      return "updated";
    }
  }

  private String lock() throws InterruptedException {
    account.lock();
    try {
      Thread.sleep(LOCK_MILLIS);
      return "charged";
    } finally {
      account.unlock();
    }
  }
}
