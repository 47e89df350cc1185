// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

/** The Java stacks of threads, without running code of the application's. */
public interface ThreadStacks {

  /** Of a JVM that does not tell. */
  ThreadStacks NONE =
      new ThreadStacks() {
        @Override
        public boolean isAtRest(Thread thread) {
          return false;
        }

        @Override
        public StackTraceElement[] of(Thread thread) {
          return new StackTraceElement[0];
        }
      };

  /**
   * Whether a live thread is in native code, or blocked by the JVM: its stack can be walked at
   * once. One that waits for a page of memory, or for the kernel within the JVM, is not.
   */
  boolean isAtRest(Thread thread);

  /**
   * All frames, the innermost first. A thread that is not at rest is waited for; one that wakes up
   * meanwhile waits.
   */
  StackTraceElement[] of(Thread thread);
}
