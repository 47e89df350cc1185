// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Parks in many ways while the agent's lookups, used from outside, record what on. */
public final class ParksInsideAgent {

  private interface Park {
    void begin() throws Exception;
  }

  private final Object lookups;
  private final Object parks;
  private final Method at;
  private final Method drained;

  private ParksInsideAgent(Object lookups) throws ReflectiveOperationException {
    this.lookups = lookups;
    Field field = lookups.getClass().getDeclaredField("parks");
    field.setAccessible(true);
    parks = field.get(lookups);
    InsideAgent.check(parks != null, "not installed");
    at = parks.getClass().getDeclaredMethod("at", Thread.class, long.class);
    at.setAccessible(true);
    drained = lookups.getClass().getMethod("drained");
  }

  /** Prints ok. */
  public static void main(String[] args) throws Exception {
    waitForTheAgentsEnd();
    ClassLoader loader = InsideAgent.agentLoader();
    InsideAgent.loadNative(loader);
    ParksInsideAgent application = new ParksInsideAgent(openLookups(loader));
    application.classesOfBlockers();
    application.manyThreads();
    application.nothingAfterTheEnd();
    System.out.println("ok");
  }

  /** Its settings are wrong: it ends at once, and what it records with it. */
  private static void waitForTheAgentsEnd() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("jftrace-reader")) {
        thread.join();
      }
    }
  }

  private static Object openLookups(ClassLoader loader) throws Exception {
    Class<?> configType = loader.loadClass("io.jftrace.agent.config.AgentConfig");
    Object config =
        configType
            .getMethod("read", String.class, Map.class, Map.class)
            .invoke(null, "waits=full", Map.of(), Map.of());
    Consumer<String> warnings = System.err::println;
    return loader
        .loadClass("io.jftrace.agent.waits.JvmWaitLookups")
        .getMethod("open", configType, Instrumentation.class, Consumer.class)
        .invoke(null, config, InsideAgent.instrumentation(), warnings);
  }

  private void classesOfBlockers() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      parked("ReentrantLock$NonfairSync", lock::lockInterruptibly);
    } finally {
      lock.unlock();
    }
    parked("AbstractQueuedSynchronizer$ConditionObject", new LinkedBlockingQueue<>()::take);
    parked("CountDownLatch$Sync", new CountDownLatch(1)::await);
    parked("CompletableFuture$Signaller", new CompletableFuture<>()::get);
    parked("ParksInsideAgent", () -> LockSupport.park(this));
    parked("ParksInsideAgent", () -> LockSupport.parkNanos(this, 600_000_000_000L));
    parked(null, LockSupport::park);
  }

  private void parked(String expected, Park park) throws Exception {
    Thread thread = new Thread(() -> begin(park));
    thread.setDaemon(true);
    long before = System.nanoTime();
    thread.start();
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
    String during = classAt(thread, System.nanoTime());
    InsideAgent.check(
        expected == null ? during == null : during != null && during.endsWith(expected),
        expected + " was " + during);
    thread.interrupt();
    thread.join();
    InsideAgent.check(classAt(thread, before) == null, "before it began");
    InsideAgent.check(classAt(thread, System.nanoTime()) == null, "after its end");
  }

  private static void begin(Park park) {
    try {
      park.begin();
    } catch (Exception e) {
      // It was interrupted.
    }
  }

  private void manyThreads() throws Exception {
    Thread drains = new Thread(this::drainForever);
    drains.setDaemon(true);
    drains.start();
    Stress.run();
  }

  private void drainForever() {
    try {
      while (true) {
        drained.invoke(lookups);
        Thread.sleep(5);
      }
    } catch (ReflectiveOperationException | InterruptedException e) {
      System.err.println(e);
    }
  }

  private void nothingAfterTheEnd() throws Exception {
    lookups.getClass().getMethod("stop").invoke(null);
    LockSupport.setCurrentBlocker(this);
    InsideAgent.check(classAt(Thread.currentThread(), System.nanoTime()) == null, "after stop()");
    LockSupport.setCurrentBlocker(null);
  }

  private String classAt(Thread thread, long timeNanos) throws ReflectiveOperationException {
    Class<?> blocker = (Class<?>) at.invoke(parks, thread, timeNanos);
    return blocker == null ? null : blocker.getName();
  }
}
