// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Threads that wait a few times each, for a reason that is the rest of their name. */
final class Waiters {

  static final String PREFIX = "waits-";

  /** The name of the threads that hold what others wait for. */
  static final String HOLDER = "holder";

  private static final int ROUNDS = 6;
  private static final int WAIT_MILLIS = 150;

  private interface Body {
    void run() throws IOException, InterruptedException;
  }

  private final List<Thread> threads = new ArrayList<>();
  private final Runnable register;

  private Waiters(Runnable register) {
    this.register = register;
  }

  /**
   * Starts them.
   *
   * @param register called by each of them first
   */
  static List<Thread> start(Runnable register) throws IOException {
    Waiters waiters = new Waiters(register);
    waiters.timed();
    waiters.monitor();
    waiters.lock();
    waiters.sockets();
    waiters.pipe();
    return waiters.threads;
  }

  private void repeat(String name, Body body) {
    Thread thread =
        new Thread(
            () -> {
              register.run();
              try {
                for (int i = 0; i < ROUNDS; i++) {
                  body.run();
                }
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  @SuppressWarnings("WaitNotInLoop") // a wait that ends early is a shorter one
  private void timed() {
    repeat(PREFIX + "sleep", () -> Thread.sleep(WAIT_MILLIS));
    repeat(
        PREFIX + "park", () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS)));
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
    repeat(PREFIX + "take", () -> queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS));
    Object monitor = new Object();
    repeat(
        PREFIX + "wait",
        () -> {
          synchronized (monitor) {
            monitor.wait(WAIT_MILLIS);
          }
        });
  }

  private void monitor() {
    StringBuilder monitor = new StringBuilder();
    Semaphore held = new Semaphore(0);
    Semaphore entered = new Semaphore(1);
    repeat(
        HOLDER,
        () -> {
          entered.acquire();
          synchronized (monitor) {
            held.release();
            Thread.sleep(2 * WAIT_MILLIS);
          }
        });
    repeat(PREFIX + "enter", () -> enter(monitor, held, entered));
  }

  private static void enter(StringBuilder monitor, Semaphore held, Semaphore entered) {
    // The holder's next round is awaited without a wait that would be taken for one of the monitor.
    while (!held.tryAcquire()) {
      LockSupport.parkNanos(1_000_000);
    }
    synchronized (monitor) {
      entered.release();
    }
  }

  private void lock() {
    ReentrantLock lock = new ReentrantLock();
    Semaphore held = new Semaphore(0);
    Semaphore locked = new Semaphore(1);
    repeat(
        HOLDER,
        () -> {
          locked.acquire();
          lock.lock();
          try {
            held.release();
            Thread.sleep(WAIT_MILLIS);
          } finally {
            lock.unlock();
          }
        });
    repeat(
        PREFIX + "lock",
        () -> {
          while (!held.tryAcquire()) {
            LockSupport.parkNanos(1_000_000);
          }
          lock.lock();
          try {
            locked.release();
          } finally {
            lock.unlock();
          }
        });
  }

  private void sockets() throws IOException {
    ServerSocket server = new ServerSocket(0, ROUNDS, InetAddress.getLoopbackAddress());
    List<Socket> kept = new ArrayList<>();
    repeat(PREFIX + "accept", () -> kept.add(server.accept()));
    repeat(
        "connects",
        () -> {
          Thread.sleep(WAIT_MILLIS);
          new Socket(server.getInetAddress(), server.getLocalPort()).close();
        });
    ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Socket reading = new Socket(other.getInetAddress(), other.getLocalPort());
    Socket writing = other.accept();
    repeat(PREFIX + "socket", () -> reading.getInputStream().read());
    repeat(
        "writes",
        () -> {
          Thread.sleep(WAIT_MILLIS);
          writing.getOutputStream().write(1);
        });
  }

  private void pipe() throws IOException {
    Pipe pipe = Pipe.open();
    repeat(PREFIX + "pipe", () -> pipe.source().read(ByteBuffer.allocate(1)));
    repeat(
        "fills",
        () -> {
          Thread.sleep(WAIT_MILLIS);
          pipe.sink().write(ByteBuffer.allocate(1));
        });
  }
}
