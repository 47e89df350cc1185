// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestSummaryTest {

  @TempDir Path root;

  @Test
  void withoutReportsAllCountsAreZero() {
    List<String> lines = TestSummary.summary(root);
    assertEquals("0 passed, 0 failed, 0 skipped", lines.get(lines.size() - 1));
  }

  @Test
  void countsByModuleAndRun() throws IOException {
    report(
        "tracefs/target/surefire-reports/TEST-a.PipeKernelTest.xml",
        """
        <testcase name="one" classname="a.PipeKernelTest"/>
        <testcase name="two" classname="a.PipeKernelTest"><failure message="x"/></testcase>
        <testcase name="three" classname="a.FormatTest"/>
        """);
    report(
        "agent/target/failsafe-reports/TEST-a.AgentIT.xml",
        """
        <testcase name="one" classname="a.AgentIT"><skipped message="not root"/></testcase>
        <testcase name="two" classname="a.AgentIT"><skipped type="x.Aborted"><![CDATA[x.Aborted: Assumption failed: not root
        	at x.Y.z(Y.java:1)]]></skipped></testcase>
        """);
    report(
        "exporter/nested/target/surefire-reports/TEST-a.NestedTest.xml",
        "<testcase name=\"one\" classname=\"a.NestedTest\"/>");
    report(
        "agent/target/failsafe-reports/TEST-a.AgentIT-jdk25.xml",
        """
        <testcase name="one" classname="a.AgentIT"><error message="x"/></testcase>
        """);
    assertEquals(
        """
        Tests
          agent                   0 ran: 0 passed, 0 failed, 2 skipped; 2 need the kernel
          agent on jdk25          1 ran: 0 passed, 1 failed, 0 skipped; 1 need the kernel
          nested                  1 ran: 1 passed, 0 failed, 0 skipped; 0 need the kernel
          tracefs                 3 ran: 2 passed, 1 failed, 0 skipped; 2 need the kernel
          all                     5 ran: 3 passed, 2 failed, 2 skipped; 5 need the kernel
          skipped 2: not root
        3 passed, 2 failed, 2 skipped""",
        String.join("\n", TestSummary.summary(root)));
  }

  @Test
  void aBrokenReportIsNamedAndDoesNotStopTheOthers() throws IOException {
    report("a/target/surefire-reports/TEST-a.xml", "<testcase");
    report("b/target/surefire-reports/TEST-b.xml", "<testcase name=\"n\" classname=\"b.B\"/>");
    List<String> lines = TestSummary.summary(root);
    assertTrue(lines.get(0).startsWith("Cannot read "), lines::toString);
    assertEquals("1 passed, 0 failed, 0 skipped", lines.get(lines.size() - 1));
  }

  private void report(String path, String cases) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    String suite = path.endsWith("-jdk25.xml") ? "a.AgentIT(jdk25)" : "a.Suite";
    Files.writeString(file, "<testsuite name=\"" + suite + "\">\n" + cases + "</testsuite>\n");
  }
}
