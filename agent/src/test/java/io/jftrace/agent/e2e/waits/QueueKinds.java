// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Signals of other threads. */
final class QueueKinds {

  private QueueKinds() {}

  static void addTo(Stage stage) {
    addNotified(stage, new Object(), new boolean[1]);
    addCondition(stage, new ReentrantLock(), new boolean[1]);
    addQueue(stage, "blocking-queue", new LinkedBlockingQueue<>());
    addQueue(stage, "synchronous-queue", new SynchronousQueue<>());
    addLatch(stage, new AtomicReference<>());
    addSemaphore(stage, new Semaphore(0));
    addCompletable(stage, new AtomicReference<>());
    addFuture(stage);
    addJoin(stage);
  }

  private static Kind parked(String name) {
    return Kind.of(name, "queue", "Unsafe.park").handedOver();
  }

  private static void addNotified(Stage stage, Object monitor, boolean[] notified) {
    stage.pair(
        Kind.of("object-wait", "queue", "Object.wait").handedOver(),
        around -> around.call(() -> awaitNotified(monitor, notified)),
        meanwhile -> {
          meanwhile.run();
          synchronized (monitor) {
            notified[0] = true;
            monitor.notifyAll();
          }
        });
  }

  private static void awaitNotified(Object monitor, boolean[] notified)
      throws InterruptedException {
    synchronized (monitor) {
      while (!notified[0]) {
        monitor.wait();
      }
      notified[0] = false;
    }
  }

  private static void addCondition(Stage stage, ReentrantLock lock, boolean[] signalled) {
    Condition condition = lock.newCondition();
    stage.pair(
        parked("condition"),
        around -> around.call(() -> awaitSignalled(lock, condition, signalled)),
        meanwhile -> {
          meanwhile.run();
          lock.lock();
          try {
            signalled[0] = true;
            condition.signal();
          } finally {
            lock.unlock();
          }
        });
  }

  private static void awaitSignalled(ReentrantLock lock, Condition condition, boolean[] signalled)
      throws InterruptedException {
    lock.lock();
    try {
      while (!signalled[0]) {
        condition.await();
      }
      signalled[0] = false;
    } finally {
      lock.unlock();
    }
  }

  private static void addQueue(Stage stage, String name, BlockingQueue<Integer> queue) {
    stage.pair(
        parked(name),
        around -> around.call(queue::take),
        meanwhile -> {
          meanwhile.run();
          queue.put(1);
        });
  }

  private static void addLatch(Stage stage, AtomicReference<CountDownLatch> latch) {
    stage.pair(
        parked("latch"),
        around -> around.call(latch.get()::await),
        meanwhile -> {
          CountDownLatch next = new CountDownLatch(1);
          latch.set(next);
          meanwhile.run();
          next.countDown();
        });
  }

  private static void addSemaphore(Stage stage, Semaphore semaphore) {
    stage.pair(
        parked("semaphore"),
        around -> around.call(semaphore::acquire),
        meanwhile -> {
          meanwhile.run();
          semaphore.release();
        });
  }

  private static void addCompletable(
      Stage stage, AtomicReference<CompletableFuture<Integer>> future) {
    stage.pair(
        parked("completable-future"),
        around -> around.call(future.get()::get),
        meanwhile -> {
          CompletableFuture<Integer> next = new CompletableFuture<>();
          future.set(next);
          meanwhile.run();
          next.complete(1);
        });
  }

  private static void addFuture(Stage stage) {
    Kind kind = parked("future");
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, kind.partnerThread());
              thread.setDaemon(true);
              return thread;
            });
    stage.alone(
        kind,
        (around, millis) -> {
          Future<?> future =
              executor.submit(
                  () -> {
                    Thread.sleep(millis);
                    return null;
                  });
          around.call(future::get);
        });
  }

  private static void addJoin(Stage stage) {
    stage.alone(
        Kind.of("join", "queue", "Thread.join"),
        (around, millis) -> {
          Thread other = new Thread(() -> sleep(millis), "joined");
          other.start();
          around.call(other::join);
        });
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
