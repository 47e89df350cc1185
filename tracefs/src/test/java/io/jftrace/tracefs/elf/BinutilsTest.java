// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Libraries of this machine, as readelf and nm of GNU binutils read them. */
class BinutilsTest {

  private static final Pattern PROBE =
      Pattern.compile(
          "Provider: (.*)\\n\\s+Name: (.*)\\n\\s+Location: 0x([0-9a-f]+), Base: .*\\n"
              + "\\s+Arguments: ?(.*)");
  private static final Pattern FUNCTION =
      Pattern.compile("([0-9a-f]{16}) (?:[0-9a-f]{16} )?[tTwW] (.+)");

  static Stream<Path> libraries() {
    return Stream.of(
            Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so"),
            Path.of("/lib/x86_64-linux-gnu/libc.so.6"),
            Path.of("/lib64/libc.so.6"))
        .filter(Files::exists);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void staticProbes(Path library) throws Exception {
    List<UsdtSite> sites = ElfImage.read(library).usdtSites();
    List<String> ours =
        sites.stream()
            .map(site -> text(site.provider(), site.name(), site.fileOffset(), site.arguments()))
            .sorted()
            .toList();
    Segments segments = segments(library);
    Matcher probe = PROBE.matcher(output("readelf", "-n", library.toString()));
    List<String> theirs =
        probe
            .results()
            .map(
                result ->
                    text(
                        result.group(1),
                        result.group(2),
                        segments.fileOffset(Long.parseLong(result.group(3), 16)),
                        UsdtArguments.parse(result.group(4))))
            .sorted()
            .toList();
    assertEquals(theirs, ours);
  }

  private static String text(String provider, String name, long at, List<UsdtArgument> arguments) {
    return provider + ":" + name + " " + at + " " + arguments;
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void functions(Path library) throws Exception {
    ElfImage image = ElfImage.read(library);
    Set<String> ours =
        image.functions().stream()
            .map(function -> function.name() + " " + function.fileOffset())
            .collect(Collectors.toCollection(TreeSet::new));
    String nm = output("nm", library.toString()) + output("nm", "-D", library.toString());
    Segments segments = segments(library);
    Set<String> theirs = new HashSet<>();
    for (String line : nm.lines().toList()) {
      Matcher function = FUNCTION.matcher(line);
      if (function.matches()) {
        long fileOffset = segments.fileOffset(Long.parseLong(function.group(1), 16));
        theirs.add(function.group(2).replaceFirst("@.*", "") + " " + fileOffset);
      }
    }
    assumeTrue(!theirs.isEmpty(), "nm finds none");
    ours.removeAll(theirs);
    assertEquals(Set.of(), ours, "not known to nm");
    assertTrue(theirs.size() < 2 * image.functions().size(), theirs.size() + " known to nm");
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void instructions(Path library) throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "not x86-64");
    // One line each: "  address:<tab>bytes<tab>text".
    String code = output("objdump", "-d", "--insn-width=16", library.toString());
    Set<String> instructions =
        code.lines()
            .map(line -> line.split("\t", -1))
            .filter(columns -> columns.length == 3 && !columns[2].startsWith("(bad)"))
            .map(columns -> columns[1].strip())
            // For objdump a part of the next instruction.
            .filter(bytes -> !bytes.startsWith("9b "))
            .collect(Collectors.toSet());
    assumeTrue(instructions.size() > 10_000, "objdump finds few");
    instructions.removeIf(bytes -> isOneInstruction(bytes.split(" ", -1)));
    assertEquals(Set.of(), instructions);
  }

  /** Whether the next instruction begins behind the bytes, and none before. */
  private static boolean isOneInstruction(String[] bytes) {
    byte[] code = new byte[bytes.length + X86Instruction.MAX_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      code[i] = (byte) Integer.parseInt(bytes[i], 16);
    }
    return X86Lengths.isBoundary(code, bytes.length)
        && IntStream.range(1, bytes.length).noneMatch(at -> X86Lengths.isBoundary(code, at));
  }

  private static Segments segments(Path library) throws IOException {
    return ElfContent.of(FileBytes.of(Files.readAllBytes(library))).segments();
  }

  private static String output(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text;
    } catch (IOException e) {
      return abort(command[0] + " is not installed: " + e.getMessage());
    }
  }
}
