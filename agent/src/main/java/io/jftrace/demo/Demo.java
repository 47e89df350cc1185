// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * A small service under its own load, whose requests wait for different things. It is an
 * application like any other: it knows nothing of the agent that watches it, except that it saves
 * the text at the address given by {@value #METRICS_URL} before it ends.
 */
public final class Demo {

  static final String METRICS_URL = "demo.metrics.url";
  static final String METRICS_FILE = "metrics.txt";
  static final String SPANS_FILE = "app-spans.tsv";

  private static final String USAGE = "usage: Demo [SECONDS [OUTPUT_DIRECTORY]] (1 to 3600 s)";
  private static final int DEFAULT_SECONDS = 10;
  private static final int MAX_SECONDS = 3600;

  private Demo() {}

  public static void main(String[] args) throws Exception {
    OptionalInt seconds = args.length > 0 ? seconds(args[0]) : OptionalInt.of(DEFAULT_SECONDS);
    if (seconds.isEmpty() || args.length > 2) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Path output = Path.of(args.length > 1 ? args[1] : "demo-output");
    if (!run(Duration.ofSeconds(seconds.getAsInt()), output, System.out)) {
      System.exit(1);
    }
  }

  static OptionalInt seconds(String text) {
    try {
      int seconds = Integer.parseInt(text);
      return seconds >= 1 && seconds <= MAX_SECONDS ? OptionalInt.of(seconds) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** Serves and loads for that long; false if a request or the scrape failed. */
  static boolean run(Duration time, Path output, PrintStream out)
      throws IOException, InterruptedException {
    Files.createDirectories(output);
    LoadGenerator.Result result;
    Path spans = output.resolve(SPANS_FILE);
    try (Tracing tracing = new Tracing(spans)) {
      try (DemoService service = DemoService.start(tracing, output)) {
        out.printf("demo: serving %s for %d s%n", service.url(), time.toSeconds());
        result = new LoadGenerator(service.url(), service.paths()).run(time);
      }
      tracing.flush();
      out.printf(
          "demo: %d requests answered, %d failed, %d spans ended%n",
          result.answered(), result.failed(), Files.readAllLines(spans).size());
    }
    List<String> problems = Scrape.save(System.getProperty(METRICS_URL), output);
    problems.forEach(problem -> out.println("demo: " + problem));
    return result.answered() > 0 && result.failed() == 0 && problems.isEmpty();
  }
}
