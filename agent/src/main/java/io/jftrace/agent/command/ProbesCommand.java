// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.probe.Libraries;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code java -jar jftrace.jar probes}: what can be probed. */
@Command(
    name = "probes",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Lists what can be probed in a process and in the kernel: each with its specification for"
          + " the key probe, the values that it records by itself, and whether a hit is cheap."
          + " Nothing is changed."
    },
    footer = {"", "docs/probes.md has what else a specification may say."})
final class ProbesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "whose libraries are looked at; default: those of this java")
  private Long pid;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = {
        "which ones: a part of the specification, or a glob over all of it, as 'usdt:libjvm:*gc*'"
            + " or '*:libz:defl*'; default: groups, static probes, and the number of all others"
      })
  private String pattern;

  @Override
  public Integer call() throws IOException {
    if (pid != null && pid <= 0) {
      throw new ParameterException(spec.commandLine(), "--pid takes the number of a process");
    }
    if (pattern != null && pattern.isBlank()) {
      throw new ParameterException(spec.commandLine(), "the pattern is empty");
    }
    requireLinux();
    Libraries libraries = libraries(pid == null ? ProcessHandle.current().pid() : pid);
    String command = pid == null ? "probes" : "probes --pid " + pid;
    ProbeListing listing =
        new ProbeListing(libraries, pattern == null ? null : new ProbePattern(pattern), command);
    boolean allWanted = StandardOut.print(listing::print);
    if (allWanted && listing.isEmpty()) {
      throw new IOException(listing.whyEmpty());
    }
    return 0;
  }

  private static Libraries libraries(long pid) throws IOException {
    try {
      Libraries libraries = Libraries.ofProcess(pid);
      if (libraries.paths().isEmpty()) {
        throw new IOException("process " + pid + " has no libraries: it is the kernel's, or ends");
      }
      return libraries;
    } catch (NoSuchFileException e) {
      throw new IOException("no such process: " + pid, e);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "no permission to look at process " + pid + ": it takes its own user, or root", e);
    }
  }

  private static void requireLinux() throws IOException {
    String os = System.getProperty("os.name", "");
    if (!os.toLowerCase(Locale.ROOT).contains("linux")) {
      throw new IOException("probes need Linux; this is " + os);
    }
  }
}
