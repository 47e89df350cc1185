// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

/** Which of HotSpot's own threads a thread is, by its comm: the name cut to 15 bytes. */
public enum JvmThreads {
  /** It runs the operations that stop all threads. */
  VM_THREAD("VM Thread"),
  /** They do the work of garbage collection, in its pauses or beside the application. */
  GARBAGE_COLLECTION(
      "GC Thread",
      "G1 ",
      "ParGC",
      "Parallel GC",
      "Shenandoah",
      "ZWorker",
      "XWorker",
      "ZDriver",
      "XDriver",
      "ZDirector",
      "XDirector",
      "ZStat",
      "XStat",
      "ZUncommitter",
      "XUncommitter",
      "ZUnmapper",
      "XUnmapper",
      "RuntimeWorker",
      "ZRuntimeWorker",
      "StringDedup"),
  /** Others that the JVM makes for itself, and that are not Java's. */
  NATIVE("VM Periodic Tas", "AsyncLog", "JFR Sampler", "JFR Thread Samp", "Safepoint", "Watcher"),
  /** They run Java now and then, but no Java code can see them: the compilers, and housekeeping. */
  HIDDEN(
      "C1 Compiler",
      "C2 Compiler",
      "JVMCI Compiler",
      "Sweeper thread",
      "Service Thread",
      "Monitor Deflati"),
  /** Not one of these: an application's, or one that Java code can see, such as Finalizer. */
  NONE;

  private final String beginnings;

  JvmThreads(String... beginnings) {
    this.beginnings = String.join("\n", beginnings);
  }

  public static JvmThreads of(String comm) {
    for (JvmThreads threads : values()) {
      if (threads.has(comm)) {
        return threads;
      }
    }
    return NONE;
  }

  private boolean has(String comm) {
    return !beginnings.isEmpty() && beginnings.lines().anyMatch(comm::startsWith);
  }
}
