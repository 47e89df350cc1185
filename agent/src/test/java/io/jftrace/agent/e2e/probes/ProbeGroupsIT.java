// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's groups of probes, all at once, against what the application did and what JFR says. */
class ProbeGroupsIT {

  private static final int TIMES = JvmGroupsApplication.TIMES;
  private static final int CLASSES = JvmGroupsApplication.CLASSES;
  private static final String LOCK = internal(JvmGroupsApplication.Lock.class);

  @TempDir private Path directory;
  private ProbedRun run;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void thoseOfTheJvmAreHitAsOftenAsTheyShall() throws Exception {
    run =
        new ProbedRun.Command(directory)
            .group("jvm-gc")
            .group("jvm-safepoint")
            .group("jvm-class")
            .group("jvm-compile")
            .group("jvm-thread")
            .group("jvm-monitor")
            .types("jdk.ExecuteVMOperation", "jdk.Compilation", "jftrace.DataLoss")
            .jvm("-XX:+UseSerialGC", "-Xbatch", "-Xmx64m", "-XX:+DTraceMonitorProbes")
            .run(JvmGroupsApplication.class);
    assertEquals(List.of(), run.of("jftrace.DataLoss"));
    collections();
    operations();
    classes();
    compilations();
    threads();
    monitors();
  }

  private static String internal(Class<?> of) {
    return of.getName().replace('.', '/');
  }

  private List<RecordedEvent> hits(String probe, Predicate<RecordedEvent> wanted) {
    return run.hits(probe).stream().filter(wanted).toList();
  }

  private List<RecordedEvent> inside(String probe, RecordedEvent outer) {
    return hits(probe, e -> ProbedRun.isInside(e, outer));
  }

  private List<RecordedEvent> ofThread(String probe) {
    return hits(probe, e -> e.getString("threadName").equals(JvmGroupsApplication.THREAD));
  }

  private static Map<String, Long> counted(List<RecordedEvent> events, String field) {
    return events.stream().collect(groupingBy(e -> e.getString(field), TreeMap::new, counting()));
  }

  private void collections() {
    List<RecordedEvent> asked = run.calls(JvmGroupsApplication.COLLECT);
    assertEquals(TIMES, asked.size());
    for (RecordedEvent call : asked) {
      List<RecordedEvent> full =
          inside("jvm_gc", call).stream().filter(e -> e.getBoolean("full")).toList();
      assertEquals(1, full.size(), call::toString);
      // On the thread that collects.
      List<RecordedEvent> before = inside("jvm_pool_before_gc", call);
      Map<String, Long> pools = counted(before, "pool");
      assertTrue(pools.containsKey("Tenured Gen"), pools::toString);
      assertEquals(pools, counted(inside("jvm_pool_after_gc", call), "pool"));
      for (RecordedEvent pool : before) {
        assertTrue(pool.getLong("usedBytes") <= pool.getLong("committedBytes"), pool::toString);
      }
    }
  }

  private void operations() {
    RecordedEvent window = run.calls(JvmGroupsApplication.WINDOW).get(0);
    List<RecordedEvent> ofJfr =
        run.of("jdk.ExecuteVMOperation").stream()
            .filter(e -> ProbedRun.isInside(e, window))
            .toList();
    assertTrue(ofJfr.size() >= TIMES, ofJfr::toString);
    for (RecordedEvent operation : ofJfr) {
      List<RecordedEvent> around = hits("jvm_vm_operation", e -> ProbedRun.isInside(operation, e));
      assertEquals(1, around.size(), operation::toString);
      assertEquals(operation.getString("operation"), around.get(0).getString("operation"));
      long safepoints = hits("jvm_safepoint", e -> ProbedRun.isInside(operation, e)).size();
      assertEquals(operation.getBoolean("safepoint") ? 1 : 0, safepoints, operation::toString);
    }
    for (RecordedEvent call : run.calls(JvmGroupsApplication.COLLECT)) {
      List<RecordedEvent> requests =
          ofThread("jvm_vm_operation_request").stream()
              .filter(e -> ProbedRun.isInside(e, call))
              .toList();
      assertEquals(1, requests.size(), call::toString);
      String operation = requests.get(0).getString("operation");
      assertTrue(counted(inside("jvm_vm_operation", call), "operation").containsKey(operation));
    }
  }

  private void classes() {
    for (String probe : List.of("jvm_class_loaded", "jvm_class_init", "jvm_class_unloaded")) {
      Map<String, Long> own = counted(templates(probe), "className");
      assertEquals(CLASSES, own.size(), probe);
      own.forEach((name, count) -> assertEquals(1, count, probe + " of " + name));
    }
    long loaders =
        templates("jvm_class_loaded").stream().map(e -> e.getLong("loader")).distinct().count();
    assertEquals(1, loaders);
    assertTrue(templates("jvm_class_loaded").stream().noneMatch(e -> e.getBoolean("shared")));
    List<RecordedEvent> failed = run.hits("jvm_class_init_error");
    assertEquals(1, failed.size());
    assertEquals(
        internal(JvmGroupsApplication.Failing.class), failed.get(0).getString("className"));
  }

  /** Of classes that the application makes, other than their template. */
  private List<RecordedEvent> templates(String probe) {
    String prefix = ManyClasses.PREFIX.replace('.', '/');
    return hits(probe, e -> e.getString("className").startsWith(prefix));
  }

  private void compilations() {
    List<RecordedEvent> ofJfr =
        run.of("jdk.Compilation").stream().filter(ProbeGroupsIT::isOfTemplate).toList();
    List<RecordedEvent> probed = templates("jvm_compile");
    assertTrue(ofJfr.size() >= CLASSES, ofJfr::toString);
    assertEquals(ofJfr.size(), probed.size());
    assertTrue(probed.stream().allMatch(e -> e.getBoolean("success")), probed::toString);
    for (RecordedEvent compilation : probed) {
      String method = compilation.getString("className") + "." + compilation.getString("method");
      List<RecordedEvent> loaded =
          inside("jvm_compiled_load", compilation).stream()
              .filter(e -> method.equals(e.getString("className") + "." + e.getString("method")))
              .toList();
      assertEquals(1, loaded.size(), compilation::toString);
      assertTrue(loaded.get(0).getLong("sizeBytes") > 0);
    }
  }

  private static boolean isOfTemplate(RecordedEvent compilation) {
    var method = compilation.<jdk.jfr.consumer.RecordedMethod>getValue("method");
    return method.getType().getName().startsWith(ManyClasses.PREFIX);
  }

  private void threads() {
    for (String probe : List.of("jvm_thread_start", "jvm_thread_stop")) {
      List<RecordedEvent> own =
          hits(probe, e -> e.getString("name").startsWith(JvmGroupsApplication.STARTED));
      assertEquals(TIMES, own.size(), probe);
      assertTrue(own.stream().allMatch(e -> e.getLong("nativeId") == e.getLong("tid")));
      assertEquals(TIMES / 2, own.stream().filter(e -> e.getBoolean("daemon")).count());
    }
    List<RecordedEvent> sleeps =
        ofThread("jvm_sleep").stream()
            .filter(e -> e.getLong("millis") == JvmGroupsApplication.SLEEP_MILLIS)
            .toList();
    assertEquals(TIMES, sleeps.size());
    // The kernel's timer and the clock of the probes are the same.
    Duration least = Duration.ofMillis(JvmGroupsApplication.SLEEP_MILLIS);
    assertTrue(sleeps.stream().allMatch(e -> e.getDuration().compareTo(least) >= 0));
    assertTrue(sleeps.stream().noneMatch(e -> e.getBoolean("interrupted")));
    assertEquals(TIMES, ofThread("jvm_yield").size());
    parking();
  }

  private void parking() {
    for (RecordedEvent call : run.calls(JvmGroupsApplication.UNPARK)) {
      List<RecordedEvent> parks =
          ofThread("jvm_park").stream().filter(e -> ProbedRun.isInside(e, call)).toList();
      List<RecordedEvent> unparks =
          ofThread("jvm_unpark").stream().filter(e -> ProbedRun.isInside(e, call)).toList();
      assertEquals(1, parks.size(), call::toString);
      assertEquals(1, unparks.size(), call::toString);
      assertEquals(JvmGroupsApplication.PARK_NANOS, parks.get(0).getLong("time"));
      assertFalse(parks.get(0).getBoolean("isAbsolute"));
      assertEquals(unparks.get(0).getLong("parker"), parks.get(0).getLong("parker"));
    }
  }

  private void monitors() {
    List<RecordedEvent> waits = ofLock("jvm_monitor_wait");
    assertEquals(TIMES, waits.size());
    for (RecordedEvent wait : waits) {
      assertEquals(JvmGroupsApplication.WAIT_MILLIS, wait.getLong("timeoutMillis"));
      assertTrue(wait.getString("threadName").startsWith(JvmGroupsApplication.WAITER));
    }
    assertEquals(TIMES / 2, ofLock("jvm_monitor_notify").size());
    assertEquals(TIMES / 2, ofLock("jvm_monitor_notify_all").size());
    // The notifier may have to wait until the waiter waits.
    long contended =
        ofLock("jvm_monitor_enter").stream()
            .filter(e -> e.getString("threadName").startsWith(JvmGroupsApplication.CONTENDER))
            .count();
    assertEquals(TIMES, contended);
    assertTrue(ofLock("jvm_monitor_exit").size() >= TIMES);
  }

  private List<RecordedEvent> ofLock(String probe) {
    return hits(probe, e -> LOCK.equals(e.getString("className")));
  }
}
