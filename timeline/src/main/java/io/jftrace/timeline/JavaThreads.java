// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Knows which Java thread runs on which kernel thread. */
@FunctionalInterface
public interface JavaThreads {

  /** For a JVM that cannot be asked: threads then go by their comm. */
  JavaThreads UNKNOWN = found -> {};

  /** Receives one live Java thread. */
  @FunctionalInterface
  interface Found {
    void thread(int tid, Thread thread);
  }

  /** Passes every live platform thread whose tid can be told. */
  void forEach(Found found);
}
