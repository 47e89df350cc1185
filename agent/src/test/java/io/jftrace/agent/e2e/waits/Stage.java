// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Kinds of waits that happen beside each other, each on threads of its own. */
final class Stage {

  /** Waits that nobody compares: code is loaded and linked in them. */
  private static final int WARM_UPS = 2;

  /** A wait that ends by itself. */
  interface Timed {
    void turn(Truth.Around around, int millis) throws Exception;
  }

  /** A wait that the partner ends. */
  interface Waiter {
    void turn(Truth.Around around) throws Exception;
  }

  /** What the partner does before and after the time in which the waiter waits. */
  interface Partner {
    void turn(Truth.Call meanwhile) throws Exception;
  }

  final Truth truth;
  final Profile profile;

  /** The threads of each kind. */
  private final List<List<Thread>> kinds = new ArrayList<>();

  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

  Stage(Truth truth, Profile profile) {
    this.truth = truth;
    this.profile = profile;
  }

  void alone(Kind kind, Timed waiter) {
    thread(
        kind.waiterThread(),
        () -> {
          for (int i = -WARM_UPS; i < profile.count(); i++) {
            waiter.turn(around(kind, i), profile.waitMillis(i));
          }
        });
  }

  void pair(Kind kind, Waiter waiter, Partner partner) {
    Semaphore prepared = new Semaphore(0);
    Semaphore waited = new Semaphore(0);
    Thread waiting =
        create(
            kind.waiterThread(),
            () -> {
              for (int i = -WARM_UPS; i < profile.count(); i++) {
                prepared.acquire();
                waiter.turn(around(kind, i));
                waited.release();
              }
            });
    Thread ending =
        create(
            kind.partnerThread(),
            () -> {
              for (int i = -WARM_UPS; i < profile.count(); i++) {
                int turn = i;
                partner.turn(
                    () -> {
                      prepared.release();
                      profile.rest(turn);
                    });
                waited.acquire();
              }
            });
    kinds.add(List.of(waiting, ending));
  }

  private Truth.Around around(Kind kind, int turn) {
    return turn < 0 ? Truth.Call::run : wait -> truth.around(kind, wait);
  }

  /** A thread that does several waits in its own way. */
  void thread(String name, Truth.Call work) {
    kinds.add(List.of(create(name, work)));
  }

  private Thread create(String name, Truth.Call work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                failures.add(new IllegalStateException(name, e));
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs all of them, some kinds at a time, until they have ended. */
  void play() throws Exception {
    for (int i = 0; i < kinds.size(); i += profile.kindsAtOnce()) {
      int end = Math.min(kinds.size(), i + profile.kindsAtOnce());
      play(kinds.subList(i, end).stream().flatMap(List::stream).toList());
    }
  }

  private void play(List<Thread> threads) throws Exception {
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        thread.join(100);
        if (!failures.isEmpty()) {
          throw failures.remove();
        }
      }
    }
  }
}
