// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** The threads of a flood, one on each CPU. */
final class Writers {

  private final CountDownLatch start = new CountDownLatch(1);
  private final List<FutureTask<Void>> tasks = new ArrayList<>();

  /** Starts them; they write as soon as the kernel is ready for that. */
  Writers(Flood flood, Instance instance, List<Integer> cpus, int eventsEach) throws Exception {
    List<CompletableFuture<Integer>> tids = new ArrayList<>();
    for (int cpu : cpus) {
      CompletableFuture<Integer> tid = new CompletableFuture<>();
      tids.add(tid);
      start(
          "flood-" + cpu,
          () -> {
            assertTrue(Cpus.bind(cpu), "not bound to CPU " + cpu);
            tid.complete(Cpus.tid());
            start.await();
            flood.write(instance, eventsEach);
            return null;
          });
    }
    flood.begin(instance, tids.stream().map(CompletableFuture::join).toList());
    start.countDown();
  }

  private void start(String name, Callable<Void> body) {
    FutureTask<Void> task = new FutureTask<>(body);
    tasks.add(task);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  boolean areWriting() {
    return tasks.stream().anyMatch(task -> !task.isDone());
  }

  /** Throws what went wrong in one of them. */
  void join() throws Exception {
    for (FutureTask<Void> task : tasks) {
      task.get();
    }
  }
}
