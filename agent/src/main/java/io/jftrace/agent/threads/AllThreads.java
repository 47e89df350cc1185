// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.scheduler.TidMap;

/**
 * The living threads, and those that ended lately. The living are looked at first: one that ends
 * just then is among the ended by the time that these are. But a tid that is used again is the
 * living one's.
 */
public final class AllThreads implements JavaThreads {

  private final JavaThreads living;
  private final JavaThreads ended;

  public AllThreads(JavaThreads living, JavaThreads ended) {
    this.living = living;
    this.ended = ended;
  }

  @Override
  public void forEach(Found found) {
    TidMap<Thread> alive = new TidMap<>();
    living.forEach(
        (tid, thread, javaId) -> {
          alive.put(tid, thread);
          found.thread(tid, thread, javaId);
        });
    ended.forEach(
        (tid, thread, javaId) -> {
          if (alive.get(tid) == null) {
            found.thread(tid, thread, javaId);
          }
        });
  }
}
