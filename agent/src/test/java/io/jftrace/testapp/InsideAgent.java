// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Uses parts of the agent from outside, by reflection on the classes of its loader. */
public final class InsideAgent {

  private static Instrumentation instrumentation;

  private InsideAgent() {}

  /** Keeps what the agent was given as well. */
  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /** Prints ok. */
  public static void main(String[] args) throws Exception {
    ClassLoader loader = agentLoader();
    loadNative(loader);
    Class<?> threads = loader.loadClass("io.jftrace.agent.threads.HotSpotThreads");
    Consumer<String> warnings = System.err::println;
    Object javaThreads =
        threads
            .getMethod("open", Instrumentation.class, Consumer.class)
            .invoke(null, instrumentation, warnings);
    idsOfFiftyThreads(javaThreads);
    threadsThatComeAndGo(javaThreads);
    System.out.println("ok");
  }

  static Instrumentation instrumentation() {
    return instrumentation;
  }

  static ClassLoader agentLoader() {
    return Stream.of(instrumentation.getAllLoadedClasses())
        .filter(type -> type.getName().equals("io.jftrace.agent.Startup"))
        .findAny()
        .orElseThrow()
        .getClassLoader();
  }

  static void loadNative(ClassLoader loader) throws Exception {
    loader
        .loadClass("io.jftrace.agent.jvm.NativeAccess")
        .getMethod("load", Instrumentation.class)
        .invoke(null, instrumentation);
    Class<?> functions = loader.loadClass("com.sun.jna.Function");
    Object getpid =
        functions.getMethod("getFunction", String.class, String.class).invoke(null, "c", "getpid");
    Object pid = functions.getMethod("invokeInt", Object[].class).invoke(getpid, (Object) null);
    check(pid.equals((int) ProcessHandle.current().pid()), "JNA does not work");
    check(System.getProperty("jnidispatch.path") == null, "a trace of JNA");
  }

  private static void idsOfFiftyThreads(Object javaThreads) throws Exception {
    Map<Thread, Integer> expected = new ConcurrentHashMap<>();
    CountDownLatch known = new CountDownLatch(50);
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 50; i++) {
      start(() -> expected.put(Thread.currentThread(), ownTid()), known, end);
    }
    known.await();
    Map<Thread, Integer> found = find(javaThreads);
    end.countDown();
    expected.put(Thread.currentThread(), ownTid());
    expected.forEach((t, tid) -> check(tid.equals(found.get(t)), t + ": " + found.get(t)));
  }

  private static void threadsThatComeAndGo(Object javaThreads) throws Exception {
    Map<Thread, Integer> expected = new ConcurrentHashMap<>();
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> starters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread starter = new Thread(() -> startAndEnd(expected, done));
      starter.start();
      starters.add(starter);
    }
    List<Map<Thread, Integer>> founds = new ArrayList<>();
    for (long end = System.nanoTime() + 3_000_000_000L; System.nanoTime() - end < 0; ) {
      founds.add(find(javaThreads));
    }
    done.set(true);
    for (Thread starter : starters) {
      starter.join();
    }
    for (Map<Thread, Integer> found : founds) {
      found.forEach((t, id) -> check(expected.getOrDefault(t, id).equals(id), t + ": " + id));
    }
  }

  private static void startAndEnd(Map<Thread, Integer> expected, AtomicBoolean done) {
    while (!done.get()) {
      Thread thread = new Thread(() -> expected.put(Thread.currentThread(), ownTid()));
      thread.start();
      try {
        thread.join();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void start(Runnable task, CountDownLatch known, CountDownLatch end) {
    Thread thread =
        new Thread(
            () -> {
              task.run();
              known.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                // Ends.
              }
            });
    thread.start();
  }

  private static Map<Thread, Integer> find(Object javaThreads) throws Exception {
    Map<Thread, Integer> found = new ConcurrentHashMap<>();
    Class<?> foundType =
        javaThreads.getClass().getClassLoader().loadClass("io.jftrace.timeline.JavaThreads$Found");
    Object collector =
        Proxy.newProxyInstance(
            foundType.getClassLoader(),
            new Class<?>[] {foundType},
            (proxy, method, values) -> found.put((Thread) values[1], (Integer) values[0]));
    Method forEach = javaThreads.getClass().getMethod("forEach", foundType);
    forEach.invoke(javaThreads, collector);
    return found;
  }

  private static int ownTid() {
    try {
      Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
      return Integer.parseInt(self.getFileName().toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }
}
