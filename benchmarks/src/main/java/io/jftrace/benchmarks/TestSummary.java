// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Says how many tests of all modules ran, and why which were skipped, from the reports that
 * Surefire and Failsafe leave. One file without dependencies, so that {@code java TestSummary.java}
 * runs it as well. A test counts as one that needs the kernel if its class's simple name contains
 * "Kernel" or ends in "IT".
 */
public final class TestSummary {

  private static final List<String> REPORTS = List.of("surefire-reports", "failsafe-reports");
  private static final Pattern ASSUMPTION =
      Pattern.compile("[\\w.]+: (?:Assumption failed: )?(.*)");
  private static final Pattern CLASS = Pattern.compile("(?:.*[.$])?(\\w+)");
  private static final Pattern FURTHER_RUN = Pattern.compile(".*\\((.+)\\)");

  private final Map<String, Counts> modules = new TreeMap<>();
  private final Map<String, Integer> skipReasons = new TreeMap<>();

  /** What became of a number of tests. */
  private static final class Counts {
    int passed;
    int failed;
    int skipped;
    int kernel;

    void add(Counts other) {
      passed += other.passed;
      failed += other.failed;
      skipped += other.skipped;
      kernel += other.kernel;
    }

    @Override
    public String toString() {
      return "%d passed, %d failed, %d skipped".formatted(passed, failed, skipped);
    }
  }

  /** Where the modules are; Ant's attribute of that name. */
  private Path root = Path.of(".");

  public static void main(String[] args) {
    TestSummary summary = new TestSummary();
    if (args.length > 0) {
      summary.root = Path.of(args[0]);
    }
    summary.execute();
  }

  /** Called by Ant, which takes any class with an execute method for a task. */
  public void setRoot(String directory) {
    root = Path.of(directory);
  }

  /** Called by Ant. Prints past System.out, before whose lines the build puts a prefix. */
  public void execute() {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    summary(root).forEach(out::println);
  }

  static List<String> summary(Path root) {
    TestSummary summary = new TestSummary();
    List<String> lines = new ArrayList<>();
    try {
      for (Path report : reports(root)) {
        summary.read(report, lines);
      }
    } catch (IOException e) {
      lines.add("The test reports cannot be listed: " + e);
    }
    summary.print(lines);
    return lines;
  }

  private static List<Path> reports(Path root) throws IOException {
    List<Path> reports = new ArrayList<>();
    for (Path module : list(root, Files::isDirectory)) {
      reports.addAll(reportsOf(module));
      for (Path nested : list(module, Files::isDirectory)) {
        reports.addAll(reportsOf(nested));
      }
    }
    return reports;
  }

  private static List<Path> reportsOf(Path module) throws IOException {
    List<Path> reports = new ArrayList<>();
    for (String kind : REPORTS) {
      reports.addAll(list(module.resolve("target").resolve(kind), TestSummary::isReport));
    }
    return reports;
  }

  private static List<Path> list(Path directory, Predicate<Path> filter) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(filter).sorted().toList();
    }
  }

  private static boolean isReport(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("TEST-") && name.endsWith(".xml");
  }

  private void read(Path report, List<String> problems) {
    // .../MODULE/target/surefire-reports/TEST-CLASS.xml
    String module = report.getParent().getParent().getParent().getFileName().toString();
    try {
      Element suite = parse(report);
      // Reports of a further run carry its name: com.acme.FooIT(jdk25).
      Matcher run = FURTHER_RUN.matcher(suite.getAttribute("name"));
      String row = module + (run.matches() ? " on " + run.group(1) : "");
      NodeList cases = suite.getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        add(row, (Element) cases.item(i));
      }
    } catch (IOException | SAXException | ParserConfigurationException e) {
      problems.add("Cannot read " + report + ": " + e.getMessage());
    }
  }

  private static Element parse(Path report)
      throws IOException, SAXException, ParserConfigurationException {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(report.toFile())
        .getDocumentElement();
  }

  private void add(String module, Element testCase) {
    Matcher name = CLASS.matcher(testCase.getAttribute("classname"));
    Counts counts = modules.computeIfAbsent(module, m -> new Counts());
    if (name.matches() && (name.group(1).contains("Kernel") || name.group(1).endsWith("IT"))) {
      counts.kernel++;
    }
    NodeList skipped = testCase.getElementsByTagName("skipped");
    if (skipped.getLength() > 0) {
      counts.skipped++;
      skipReasons.merge(reason((Element) skipped.item(0)), 1, Integer::sum);
    } else if (has(testCase, "failure") || has(testCase, "error")) {
      counts.failed++;
    } else {
      counts.passed++;
    }
  }

  /** In an attribute, or for an assumption that failed in the first line of its stack trace. */
  private static String reason(Element skipped) {
    String message = skipped.getAttribute("message").strip();
    if (message.isEmpty()) {
      Matcher assumption = ASSUMPTION.matcher(skipped.getTextContent());
      message = assumption.lookingAt() ? assumption.group(1).strip() : "";
    }
    return message.isEmpty() ? "no reason given" : message;
  }

  private static boolean has(Element testCase, String child) {
    return testCase.getElementsByTagName(child).getLength() > 0;
  }

  private void print(List<String> lines) {
    lines.add("Tests");
    Counts total = new Counts();
    modules.forEach(
        (module, counts) -> {
          lines.add(row(module, counts));
          total.add(counts);
        });
    lines.add(row("all", total));
    skipReasons.forEach((reason, count) -> lines.add("  skipped " + count + ": " + reason));
    lines.add(total.toString());
  }

  private static String row(String name, Counts counts) {
    int ran = counts.passed + counts.failed;
    return "  %-20s %4d ran: %s; %d need the kernel".formatted(name, ran, counts, counts.kernel);
  }
}
