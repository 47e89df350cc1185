// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.IntStream;

/** Many threads on the synchronizers of java.util.concurrent: each sum must be right. */
final class Stress {

  private static final int THREADS = 8;
  private static final int STEPS = 2_000;
  private static final int EXPECTED = THREADS * STEPS;

  private int shared;

  private Stress() {}

  static void run() throws Exception {
    onThreads(Executors.newCachedThreadPool());
    for (int i = 0; i < 200; i++) {
      // Threads that live for one park.
      Stress stress = new Stress();
      stress.inPairs(Executors.newFixedThreadPool(2), new SynchronousQueue<>(), 1);
    }
    ExecutorService virtual = virtualThreads();
    if (virtual != null) {
      onThreads(virtual);
    }
    int sum =
        IntStream.range(0, EXPECTED)
            .parallel()
            .map(i -> CompletableFuture.supplyAsync(() -> 1).join())
            .sum();
    InsideAgent.check(sum == EXPECTED, "futures: " + sum);
  }

  private static void onThreads(ExecutorService threads) throws Exception {
    try {
      ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock(true);
      for (Lock lock :
          List.of(
              new ReentrantLock(),
              new ReentrantLock(true),
              readWrite.writeLock(),
              new StampedLock().asWriteLock())) {
        new Stress().locked(threads, lock);
      }
      for (BlockingQueue<Integer> queue :
          List.of(
              new ArrayBlockingQueue<Integer>(2),
              new SynchronousQueue<Integer>(),
              new LinkedTransferQueue<Integer>())) {
        new Stress().inPairs(threads, queue, STEPS);
      }
      new Stress().inTurns(threads);
      new Stress().barrier(threads);
      new Stress().semaphore(threads);
    } finally {
      threads.shutdown();
    }
  }

  private void locked(ExecutorService threads, Lock lock) throws Exception {
    all(
        threads,
        THREADS,
        index -> {
          for (int i = 0; i < STEPS; i++) {
            lock.lock();
            try {
              shared++;
            } finally {
              lock.unlock();
            }
          }
          return 0;
        });
    InsideAgent.check(shared == EXPECTED, lock + ": " + shared);
  }

  private void inPairs(ExecutorService threads, BlockingQueue<Integer> queue, int steps)
      throws Exception {
    int sum =
        all(
            threads,
            2,
            index -> {
              int taken = 0;
              for (int i = 0; i < steps; i++) {
                if (index == 0) {
                  queue.put(1);
                } else {
                  taken += queue.take();
                }
              }
              return taken;
            });
    InsideAgent.check(sum == steps, queue.getClass() + ": " + sum);
    if (steps == 1) {
      threads.shutdown();
    }
  }

  private void inTurns(ExecutorService threads) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Condition turn = lock.newCondition();
    all(
        threads,
        THREADS,
        index -> {
          for (int i = 0; i < STEPS / 10; i++) {
            lock.lock();
            try {
              while (shared % THREADS != index) {
                turn.await();
              }
              shared++;
              turn.signalAll();
            } finally {
              lock.unlock();
            }
          }
          return 0;
        });
    InsideAgent.check(shared == EXPECTED / 10, "turns: " + shared);
  }

  private void barrier(ExecutorService threads) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(THREADS, () -> shared++);
    all(
        threads,
        THREADS,
        index -> {
          for (int i = 0; i < STEPS / 10; i++) {
            barrier.await();
          }
          return 0;
        });
    InsideAgent.check(shared == STEPS / 10, "barrier: " + shared);
  }

  private void semaphore(ExecutorService threads) throws Exception {
    Semaphore one = new Semaphore(1);
    all(
        threads,
        THREADS,
        index -> {
          for (int i = 0; i < STEPS; i++) {
            one.acquire();
            shared++;
            one.release();
          }
          return 0;
        });
    InsideAgent.check(shared == EXPECTED, "semaphore: " + shared);
  }

  private interface Part {
    int run(int index) throws Exception;
  }

  /** Runs a part on each of so many threads at once and adds up what they return. */
  private static int all(ExecutorService threads, int count, Part part) throws Exception {
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      Callable<Integer> task = () -> part.run(index);
      futures.add(threads.submit(task));
    }
    int sum = 0;
    for (Future<Integer> future : futures) {
      sum += future.get();
    }
    return sum;
  }

  /** Null before JDK 21. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
