// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * Why a thread was off its CPU, as far as is known. The labels are part of the contract;
 * docs/waits.md tells how each is recognized.
 */
public enum WaitReason {
  /** It could have gone on, but its CPU was given to another task. */
  PREEMPTED("preempted"),
  /** It was woken, or new, and waited for a CPU. */
  RUN_QUEUE("run-queue"),
  /** For a monitor, or for a lock of java.util.concurrent. */
  LOCK("lock"),
  /** In LockSupport.park without a blocker that says more. */
  PARK("park"),
  /** In Thread.sleep, or a system call that does nothing but let time pass. */
  SLEEP("sleep"),
  /** For another thread's signal: Object.wait, a condition, a queue, a latch, a future. */
  QUEUE("queue"),
  /** For data from a socket. */
  SOCKET_READ("socket-read"),
  /** For room in a socket's send buffer. */
  SOCKET_WRITE("socket-write"),
  /** For a connection to be established. */
  CONNECT("connect"),
  /** For somebody to connect. */
  ACCEPT("accept"),
  /** In a selector, or another wait for several descriptors. */
  POLL("poll"),
  /** For data of a file, or for its metadata: open, stat, readdir. */
  FILE_READ("file-read"),
  /** For a file to take data. */
  FILE_WRITE("file-write"),
  /** For data to reach the disk. */
  FSYNC("fsync"),
  /** For a lock on a file. */
  FILE_LOCK("file-lock"),
  /** For a page of memory that was not there: of a mapped file, or swapped out. */
  PAGE_FAULT("page-fault"),
  /** For the lock of the process's address space, which another thread held. */
  MMAP_LOCK("mmap-lock"),
  /** For data from a pipe, or room in it. */
  PIPE("pipe"),
  /** For a child process to begin or to end. */
  CHILD_PROCESS("child-process"),
  /** For the JVM to end an operation that stops all threads, other than garbage collection. */
  SAFEPOINT("safepoint"),
  /** For the JVM to end a pause of garbage collection. */
  GC("gc"),
  /** For something within the JVM, or in a native library. */
  JVM_INTERNAL("jvm-internal"),
  /** It waits in an interruptible sleep, for what is not known further. */
  SLEEPING("sleeping"),
  /** It waits in an uninterruptible sleep (kernel letter D), for what is not known further. */
  UNINTERRUPTIBLE("uninterruptible"),
  /** It was stopped by a signal or a debugger (kernel letters T and t). */
  STOPPED("stopped");

  private final String label;

  WaitReason(String label) {
    this.label = label;
  }

  /** Lower-case words with dashes, for events, attributes and metrics. */
  public String label() {
    return label;
  }

  /** As far as the scheduler alone tells, from the kernel's state letter at the switch-out. */
  public static WaitReason ofState(char letter) {
    return switch (letter) {
      case 'R' -> PREEMPTED;
      case 'D' -> UNINTERRUPTIBLE;
      case 'T', 't' -> STOPPED;
      default -> SLEEPING;
    };
  }

  /** Whether it says no more than the scheduler does. */
  public boolean isUnknown() {
    return this == SLEEPING || this == UNINTERRUPTIBLE;
  }
}
