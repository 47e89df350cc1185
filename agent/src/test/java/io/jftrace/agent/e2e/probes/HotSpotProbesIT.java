// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.source.Tracing;
import io.jftrace.timeline.LaneNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HotSpot's own probes against what its own JFR events say, event by event. */
class HotSpotProbesIT {

  private static final String PROVIDER = "usdt:libjvm:hotspot:";

  private static final String CLASS = "className";

  @TempDir private Path directory;
  private ProbedRun run;
  private RecordedEvent window;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
  void areHitWhenJfrSaysSo(String collector) throws Exception {
    run =
        new ProbedRun.Command(directory)
            .probe("gc__begin", PROVIDER + "gc__begin")
            .probe("gc__end", PROVIDER + "gc__end")
            .probe("gc", "gc=" + PROVIDER + "gc__begin..gc__end")
            .probe("thread__start", PROVIDER + "thread__start")
            .probe("class__loaded", PROVIDER + "class__loaded")
            .probe("method__compile__begin", PROVIDER + "method__compile__begin")
            .probe("method__compile__end", PROVIDER + "method__compile__end")
            .probe(
                "compile", "compile=" + PROVIDER + "method__compile__begin..method__compile__end")
            .types("jdk.GarbageCollection", "jdk.ThreadStart", "jdk.ClassLoad", "jdk.ClassDefine")
            .types("jdk.Compilation", "jftrace.DataLoss")
            // A compilation is over before the method is called again.
            .jvm(collector, "-Xbatch", "-Xmx64m")
            .run(HotSpotApplication.class);
    assertEquals(List.of(), run.of("jftrace.DataLoss"));
    window = run.calls(HotSpotApplication.WINDOW).get(0);
    collections(collector);
    threads();
    classes();
    compilations();
  }

  private List<RecordedEvent> within(List<RecordedEvent> events) {
    return events.stream().filter(event -> ProbedRun.isInside(event, window)).toList();
  }

  /** Java's threads run while a window begins and ends, so that no pause is cut. */
  private void collections(String collector) {
    List<RecordedEvent> pauses = within(run.hits("gc"));
    assertEquals(pauses.size(), within(run.hits("gc__begin")).size());
    assertEquals(pauses.size(), within(run.hits("gc__end")).size());
    List<RecordedEvent> ofJfr = within(run.of("jdk.GarbageCollection"));
    for (RecordedEvent collection : ofJfr) {
      List<RecordedEvent> around =
          pauses.stream().filter(pause -> ProbedRun.isInside(collection, pause)).toList();
      assertEquals(1, around.size(), () -> "pauses around " + collection);
    }
    for (RecordedEvent pause : pauses) {
      assertTrue(
          ofJfr.stream().anyMatch(collection -> ProbedRun.isInside(collection, pause)),
          () -> "no collection in " + pause);
    }
    List<RecordedEvent> asked = run.calls(HotSpotApplication.COLLECT);
    assertEquals(HotSpotApplication.COLLECTIONS, asked.size());
    for (RecordedEvent call : asked) {
      // A young collection may fall into it as well.
      long full =
          pauses.stream()
              .filter(pause -> pause.getBoolean("full") && ProbedRun.isInside(pause, call))
              .count();
      assertEquals(1, full, () -> "full pauses in " + call);
    }
    System.out.printf(
        "%s: %d pauses, %d collections, %d asked for%n",
        collector, pauses.size(), ofJfr.size(), asked.size());
  }

  private void threads() {
    Map<String, Long> probed =
        counted(
            run.hits("thread__start").stream()
                .map(
                    e -> started(e.getLong("javaId"), e.getLong("nativeId"), e.getString("name"))));
    Map<String, Long> ofJfr =
        counted(
            within(run.of("jdk.ThreadStart")).stream()
                .map(e -> e.getThread("thread"))
                .filter(t -> !LaneNames.isLane(t.getJavaName()))
                .map(t -> started(t.getJavaThreadId(), t.getOSThreadId(), t.getJavaName())));
    assertContains(probed, ofJfr);
    List<RecordedEvent> own =
        run.hits("thread__start").stream()
            .filter(e -> e.getString("name").startsWith(HotSpotApplication.THREAD_NAME))
            .toList();
    assertEquals(HotSpotApplication.THREADS, own.size());
    for (RecordedEvent event : own) {
      // The thread that starts is the one that tells.
      assertEquals(event.getLong("nativeId"), event.getLong("tid"));
      assertEquals(event.getString("name"), event.getString("threadName"));
    }
    System.out.printf("threads: %d probed, %d by JFR%n", probed.size(), ofJfr.size());
  }

  private static String started(long javaId, long osId, String name) {
    return javaId + " " + osId + " " + name;
  }

  /**
   * JFR has ClassDefine for a class with a name that others find, and ClassLoad, which is otherwise
   * about finding, for a hidden one. The probe is for both, when they are parsed or come from the
   * archive.
   */
  private void classes() {
    List<RecordedEvent> defined = new ArrayList<>(run.of("jdk.ClassDefine"));
    run.of("jdk.ClassLoad").stream()
        .filter(e -> isHidden(e.getClass("loadedClass").getName()))
        .forEach(defined::add);
    Map<String, Long> probed = names(run.hits("class__loaded"));
    assertContains(names(defined), names(within(run.hits("class__loaded"))));
    List<RecordedEvent> shown = within(defined).stream().filter(e -> !isOfAgent(e)).toList();
    assertContains(probed, names(shown));
    Map<String, Long> own = new TreeMap<>(probed);
    own.keySet().removeIf(name -> !name.startsWith(ManyClasses.PREFIX));
    assertEquals(HotSpotApplication.CLASSES, own.size());
    own.values().forEach(count -> assertEquals(1, count));
    System.out.printf(
        "classes: %d probed, %d by JFR%n",
        within(run.hits("class__loaded")).size(), within(defined).size());
  }

  /** What the reader of the kernel's buffer and threads that stand for others do is not shown. */
  private static boolean isOfAgent(RecordedEvent ofJfr) {
    return ofJfr.getThread().getJavaName().startsWith("jftrace");
  }

  private static boolean isHidden(String name) {
    return !plain(name).equals(name);
  }

  private static Map<String, Long> names(List<RecordedEvent> events) {
    return counted(events.stream().map(HotSpotProbesIT::className));
  }

  private static String className(RecordedEvent event) {
    if (event.hasField(CLASS)) {
      return plain(event.getString(CLASS).replace('/', '.'));
    }
    String field = event.hasField("definedClass") ? "definedClass" : "loadedClass";
    return plain(event.getClass(field).getName());
  }

  /** Without what makes the name of a hidden class unique. */
  private static String plain(String name) {
    return name.replaceFirst("[+/.]0x.*", "");
  }

  private void compilations() {
    List<RecordedEvent> probed = run.hits("compile");
    List<RecordedEvent> inWindow = within(run.of("jdk.Compilation"));
    for (RecordedEvent compilation : inWindow) {
      List<RecordedEvent> same =
          probed.stream().filter(event -> isAbout(event, compilation)).toList();
      assertEquals(1, same.size(), () -> "probed of " + compilation);
      assertTrue(ProbedRun.isInside(compilation, same.get(0)));
    }
    List<RecordedEvent> all = run.of("jdk.Compilation");
    for (RecordedEvent event : within(probed)) {
      long same = all.stream().filter(compilation -> isAbout(event, compilation)).count();
      assertEquals(1, same, () -> "of JFR of " + event);
    }
    everyEndIsThatOfOne(within(run.hits("method__compile__end")), probed);
    long own = inWindow.stream().filter(e -> method(e).startsWith(ManyClasses.PREFIX)).count();
    assertTrue(own >= HotSpotApplication.CLASSES, own + " methods of its own compiled");
    System.out.printf(
        "compilations: %d probed, %d by JFR%n", within(probed).size(), inWindow.size());
  }

  /** A thread compiles one method after the other. */
  private static void everyEndIsThatOfOne(List<RecordedEvent> ends, List<RecordedEvent> intervals) {
    Set<RecordedEvent> ended = new HashSet<>();
    for (RecordedEvent end : ends) {
      RecordedEvent last =
          intervals.stream()
              .filter(e -> ProbedRun.tid(e) == ProbedRun.tid(end))
              .filter(e -> e.getStartTime().isBefore(end.getStartTime()))
              .reduce((earlier, later) -> later)
              .orElseThrow(() -> new AssertionError("nothing before " + end));
      assertEquals(method(end), method(last));
      assertTrue(ended.add(last), () -> last + " ends again: " + end);
    }
  }

  private static boolean isAbout(RecordedEvent probed, RecordedEvent compilation) {
    return ProbedRun.tid(probed) == ProbedRun.tid(compilation)
        && ProbedRun.overlap(probed, compilation)
        && method(probed).equals(method(compilation));
  }

  private static String method(RecordedEvent event) {
    if (event.hasField(CLASS)) {
      String holder = plain(event.getString(CLASS).replace('/', '.'));
      return holder + "." + event.getString("method") + event.getString("signature");
    }
    var method = event.<jdk.jfr.consumer.RecordedMethod>getValue("method");
    return plain(method.getType().getName()) + "." + method.getName() + method.getDescriptor();
  }

  private static Map<String, Long> counted(Stream<String> texts) {
    return texts.collect(groupingBy(text -> text, TreeMap::new, counting()));
  }

  /** Fails if some are more often in the part. */
  private static void assertContains(Map<String, Long> all, Map<String, Long> part) {
    Map<String, Long> missing = new TreeMap<>(part);
    missing.entrySet().removeIf(e -> all.getOrDefault(e.getKey(), 0L) >= e.getValue());
    assertEquals(Map.of(), missing);
  }
}
