// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jftrace.agent.TestJvm.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code decode} of the packaged agent, on recordings of other kernels. */
final class DecodeIT {

  private static final Path KERNELS =
      Path.of("../tracefs/src/test/resources/kernels").toAbsolutePath().normalize();

  @TempDir private Path directory;

  private Result decode(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("-Xlog:class+load:file=" + directory.resolve("classes"));
    command.addAll(List.of("-jar", TestJvm.AGENT.toString(), "decode"));
    command.addAll(Arrays.asList(arguments));
    return TestJvm.java(directory, command.toArray(new String[0]));
  }

  private static String[] recording(String kernel, String... options) {
    Path folder = KERNELS.resolve(kernel);
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--formats", folder.resolve("events").toString()));
    arguments.add(folder.resolve("cpu0.pages").toString());
    arguments.add(folder.resolve("cpu1.pages").toString());
    return arguments.toArray(new String[0]);
  }

  private static List<String> kernelsText(String kernel) throws IOException {
    List<String> lines = Files.readAllLines(KERNELS.resolve(kernel).resolve("trace.txt"));
    return lines.stream().filter(line -> !line.startsWith("#")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void printsTheKernelsText(String kernel) throws Exception {
    Result result = decode(recording(kernel));
    assertEquals("", result.err());
    assertEquals(0, result.exitCode());
    List<String> lines = result.out().lines().toList();
    List<String> expected = kernelsText(kernel);
    for (int i = 0; i < Math.min(lines.size(), expected.size()); i++) {
      assertEquals(expected.get(i), lines.get(i), "line " + (i + 1));
    }
    assertEquals(expected.size(), lines.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void printsJsonThatAgreesWithTheKernelsText(String kernel) throws Exception {
    Result result = decode(recording(kernel, "--json"));
    assertEquals("", result.err());
    assertEquals(0, result.exitCode());
    List<String> lines = result.out().lines().toList();
    List<String> expected = kernelsText(kernel);
    assertEquals(expected.size(), lines.size());
    int fields = 0;
    for (int i = 0; i < lines.size(); i++) {
      fields += new KernelLine(expected.get(i)).compare(JsonObject.parse(lines.get(i)));
    }
    assertTrue(fields > 4 * lines.size(), "fields compared: " + fields);
    System.out.println(kernel + ": " + lines.size() + " events, " + fields + " fields equal");
  }

  @Test
  void needsNoNativeCode() throws Exception {
    assertEquals(0, decode(recording("linux-6.12")).exitCode());
    String classes = Files.readString(directory.resolve("classes"));
    assertTrue(classes.contains("io.jftrace.agent.command.DecodeCommand"));
    assertFalse(classes.contains("com.sun.jna"));
  }

  @Test
  void damagedFileIsDecodedAsFarAsPossible() throws Exception {
    byte[] pages = Files.readAllBytes(KERNELS.resolve("linux-6.12/cpu0.pages"));
    Path cut = directory.resolve("cpu0.cut");
    Files.write(cut, Arrays.copyOf(pages, pages.length - 4096 - 1000));
    Result result =
        decode("--formats", KERNELS.resolve("linux-6.12/events").toString(), cut.toString());
    assertEquals("malformed data was left out: 1 sub_buffer_size\n", result.err());
    assertEquals(1, result.exitCode());
    assertTrue(result.out().lines().count() > 1000);
  }

  @Test
  void eventsWithoutFormatAreShownAsBytes() throws Exception {
    Path formats = directory.resolve("formats");
    Path one = formats.resolve("sched/sched_switch/format");
    Files.createDirectories(one.getParent());
    Files.copy(KERNELS.resolve("linux-6.12/events/sched/sched_switch/format"), one);
    String pages = KERNELS.resolve("linux-6.12/cpu0.pages").toString();
    Result result = decode("--json", "--formats", formats.toString(), pages);
    assertEquals(0, result.exitCode());
    assertTrue(
        result.err().endsWith("events have no format in " + formats + ": shown as unknown_ID\n"));
    assertTrue(result.out().contains("\"event\":\"sched_switch\",\"fields\":{\"prev_comm\":\""));
    assertTrue(result.out().contains("\"event\":\"unknown_"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--clock=mono", "--json"})
  void endsQuietlyWhereNobodyReadsOn(String option) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", "-c", "\"$@\" | head -1; exit ${PIPESTATUS[0]}", "bash"));
    command.add(System.getProperty("jftrace.test.java.home") + "/bin/java");
    command.addAll(List.of("-jar", TestJvm.AGENT.toString(), "decode"));
    command.addAll(Arrays.asList(recording("linux-6.12", option)));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals("", Files.readString(err));
    assertEquals(0, process.exitValue());
    assertEquals(1, Files.readAllLines(out).size());
  }

  @Test
  void badUsage() throws Exception {
    String formats = KERNELS.resolve("linux-6.12/events").toString();
    String pages = KERNELS.resolve("linux-6.12/cpu0.pages").toString();
    assertFailure(2, "Missing required option: '--formats=DIR'", pages);
    assertFailure(2, "Missing required parameter: 'FILE'", "--formats", formats);
    assertFailure(2, "Unknown option: '--jason'", "--jason", "--formats", formats, pages);
    assertFailure(2, "there is another file of that CPU", "--formats", formats, pages, pages);
    assertFailure(
        2, "does not say of which CPU it is", "--formats", formats, formats + "/header_page");
    for (String kb : List.of("-1", "0", "1025")) {
      assertFailure(
          2, "--sub-buffer-kb takes 1 to", "--sub-buffer-kb=" + kb, "--formats", formats, pages);
    }
  }

  @Test
  void missingFiles() throws Exception {
    String formats = KERNELS.resolve("linux-6.12/events").toString();
    Path none = directory.resolve("cpu7.pages");
    assertFailure(1, "no such file: " + none, "--formats", formats, none.toString());
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertFailure(1, "no event formats in " + empty, "--formats", empty.toString(), "cpu0.pages");
    String noFormats = directory.resolve("none").toString();
    assertFailure(1, "no such file: " + noFormats, "--formats", noFormats, "cpu0.pages");
    String noNames = "--cmdlines=" + none;
    assertFailure(1, "no such file: " + none, noNames, "--formats", formats, "cpu0.pages");
  }

  @Test
  void filesOfTheWrongKind() throws Exception {
    String formats = KERNELS.resolve("linux-6.12/events").toString();
    String pages = KERNELS.resolve("linux-6.12/cpu0.pages").toString();
    assertFailure(1, "jftrace: not a directory: " + pages, "--formats", pages, pages);
    String folder = Files.createDirectory(directory.resolve("cpu1.d")).toString();
    assertFailure(1, "jftrace: is a directory: " + folder, "--formats", formats, pages, folder);
    String names = "--cmdlines=" + folder;
    assertFailure(1, "jftrace: Is a directory: " + folder, names, "--formats", formats, pages);
    Path device = directory.resolve("cpu2.null");
    Files.createSymbolicLink(device, Path.of("/dev/null"));
    assertFailure(
        1, "jftrace: not a regular file: " + device, "--formats", formats, device.toString());
  }

  @Test
  void filesThatMustNotBeRead() throws Exception {
    Path secret = Files.createFile(directory.resolve("cpu3.pages"));
    Files.setPosixFilePermissions(secret, Set.of());
    assumeFalse(Files.isReadable(secret), "this user may read everything");
    String formats = KERNELS.resolve("linux-6.12/events").toString();
    assertFailure(
        1, "jftrace: permission denied: " + secret, "--formats", formats, secret.toString());
  }

  private void assertFailure(int exitCode, String message, String... arguments) throws Exception {
    Result result = decode(arguments);
    String first = result.err().lines().findFirst().orElse("");
    assertTrue(first.contains(message), result.err());
    if (exitCode == 1) {
      assertEquals(1, result.err().lines().count(), result.err());
    }
    assertEquals(exitCode, result.exitCode());
    assertEquals("", result.out());
  }
}
