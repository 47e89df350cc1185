// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** On the JVM that runs the tests; java.lang is open to them. */
class ThreadMethodsTest {

  /** As applications may have one. */
  private static final class OwnIdea extends Thread {

    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch end = new CountDownLatch(1);

    @Override
    @SuppressWarnings("deprecation") // from JDK 19 on
    public long getId() {
      return -1;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("application code was called");
    }

    @Override
    public void run() {
      started.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }

  @Test
  void theThreadsOwnIdeaOfItselfIsNotAsked() throws Exception {
    ThreadMethods methods =
        ThreadMethods.open(MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup()));
    OwnIdea thread = new OwnIdea();
    thread.setName("own-idea");
    thread.start();
    thread.started.await();
    long id = methods.id(thread);
    assertEquals("own-idea", ManagementFactory.getThreadMXBean().getThreadInfo(id).getThreadName());
    StackTraceElement[] stack = methods.stack(thread);
    assertTrue(
        Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("run")),
        () -> Arrays.toString(stack));
    thread.end.countDown();
    thread.join();
    assertEquals(id, methods.id(thread), "also after its end");
    assertEquals(0, methods.stack(thread).length);
    assertNotEquals(id, methods.id(Thread.currentThread()));
  }
}
