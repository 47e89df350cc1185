// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Knows which Java thread runs on which kernel thread. */
@FunctionalInterface
public interface JavaThreads {

  /** For a JVM that cannot be asked: threads then go by their comm. */
  JavaThreads UNKNOWN = found -> {};

  /** Receives one Java thread. */
  @FunctionalInterface
  interface Found {

    /**
     * A thread that runs, or ran, on a kernel thread.
     *
     * @param javaId the JVM's id of it; a class of the application's may have a getId of its own
     */
    void thread(int tid, Thread thread, long javaId);
  }

  /** Passes every live platform thread whose tid can be told. */
  void forEach(Found found);
}
