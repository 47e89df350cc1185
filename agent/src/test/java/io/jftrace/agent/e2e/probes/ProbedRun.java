// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm.Result;
import io.jftrace.agent.e2e.Await;
import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.e2e.Instances;
import io.jftrace.agent.e2e.Scrape;
import io.jftrace.agent.source.ProbeGroups;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What came of an application that makes an {@link OwnRecording} while its probes are hit.
 *
 * @param events in the order of their start
 * @param scrape after the last of them
 * @param err the lines on standard error
 */
record ProbedRun(List<RecordedEvent> events, Scrape scrape, List<String> err) {

  static final String PREFIX = "jftrace.probe.";

  private static final String HITS = "jftrace_probe_hits_total";

  /** What is to be run. */
  static final class Command {

    private final Path directory;
    private final ChildCommand command;
    private final List<String> probes = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private String settings = "";

    Command(Path directory) throws Exception {
      this.directory = directory;
      command = new ChildCommand(directory).libraries();
      types.add(CallEvent.NAME);
    }

    /** A probe, and the name that it gets. */
    Command probe(String name, String specification) {
      probes.add(specification);
      types.add(PREFIX + name);
      return this;
    }

    /** A group of probes. */
    Command group(String word) throws Exception {
      for (String specification : new ProbeGroups().expand(word)) {
        types.add(PREFIX + specification.substring(0, specification.indexOf('=')));
      }
      return noProbe(word);
    }

    /** A specification that is no probe, or several: the recording has nothing of it. */
    Command noProbe(String specification) {
      probes.add(specification);
      return this;
    }

    /** Types of events that are recorded as well. */
    Command types(String... more) {
      types.addAll(List.of(more));
      return this;
    }

    /** More of the agent's settings. */
    Command settings(String more) {
      settings = "," + more;
      return this;
    }

    Command jvm(String... arguments) {
      command.jvm(arguments);
      return this;
    }

    /** Runs the application; its arguments follow those of the recording. */
    ProbedRun run(Class<?> application, String... arguments) throws Exception {
      Path file = directory.resolve("own.jfr");
      command.agent(ChildCommand.ANY_PORT + ",probe=" + String.join(";", probes) + settings);
      String[] all =
          Stream.concat(Stream.of(file.toString(), String.join(",", types)), Stream.of(arguments))
              .toArray(String[]::new);
      try (ChildJvm jvm = command.start(application, all)) {
        URI metrics = jvm.awaitStart().metrics().orElseThrow();
        Await.until(
            () -> jvm.out().endsWith("recorded\n") || !jvm.process().isAlive(),
            () -> "no recording");
        assertTrue(jvm.process().isAlive(), () -> err(jvm));
        assertTrue(jvm.errLines().stream().noneMatch(ProbedRun::isCaret), () -> err(jvm));
        List<RecordedEvent> events = inOrder(file);
        Scrape scrape = complete(metrics, events);
        Result result = jvm.end();
        assertEquals(0, result.exitCode(), result.err());
        // Not its files: JNA, which some of the applications use, leaves a directory.
        assertEquals(List.of(), Instances.of(jvm.pid()), "tracing instances");
        assertEquals(List.of(), Instances.probesOf(jvm.pid()), "probes");
        return new ProbedRun(events, scrape, jvm.errLines());
      }
    }

    private static String err(ChildJvm jvm) {
      try {
        return jvm.errLines().toString();
      } catch (IOException e) {
        return e.toString();
      }
    }
  }

  /** Whether it is the last line of those that tell what is wrong with a probe. */
  static boolean isCaret(String errLine) {
    return errLine.matches("\\[jftrace] +\\^");
  }

  static List<RecordedEvent> inOrder(Path file) throws Exception {
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    events.sort(Comparator.comparing(RecordedEvent::getStartTime));
    return events;
  }

  /** Not before it has what the recording has; whether it has more is for the test to say. */
  private static Scrape complete(URI metrics, List<RecordedEvent> events) throws Exception {
    long recorded =
        events.stream().filter(e -> e.getEventType().getName().startsWith(PREFIX)).count();
    Await.until(
        () -> Scrape.of(metrics).sum(HITS) >= recorded, () -> "fewer hits than " + recorded);
    return Scrape.of(metrics);
  }

  List<RecordedEvent> of(String type) {
    return events.stream().filter(e -> e.getEventType().getName().equals(type)).toList();
  }

  /** The events of a probe. */
  List<RecordedEvent> hits(String probe) {
    return of(PREFIX + probe);
  }

  /** The application's own events of a kind. */
  List<RecordedEvent> calls(String what) {
    return of(CallEvent.NAME).stream().filter(e -> e.getString("what").equals(what)).toList();
  }

  long hitsTotal(String probe) {
    return (long) scrape.sum(HITS, "probe", probe);
  }

  long callsTotal(String probe) {
    return (long) scrape.sum("jftrace_probe_call_seconds_count", "probe", probe);
  }

  long tornTotal(String probe) {
    return (long) scrape.sum("jftrace_probe_torn_total", "probe", probe);
  }

  static boolean isInside(RecordedEvent inner, RecordedEvent outer) {
    return !inner.getStartTime().isBefore(outer.getStartTime())
        && !inner.getEndTime().isAfter(outer.getEndTime());
  }

  static boolean overlap(RecordedEvent one, RecordedEvent other) {
    return !one.getStartTime().isAfter(other.getEndTime())
        && !other.getStartTime().isAfter(one.getEndTime());
  }

  /** The thread that the event is about, by the kernel's id. */
  static long tid(RecordedEvent event) {
    return event.hasField("tid") ? event.getLong("tid") : event.getThread().getOSThreadId();
  }
}
