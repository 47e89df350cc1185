// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code java -jar jftrace.jar}. */
@Command(
    name = "java -jar jftrace.jar",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    subcommands = {DecodeCommand.class, ProbesCommand.class},
    description = "Shows why Java threads waited, from the Linux kernel's trace events.",
    footer = {
      "",
      "As an agent: java -javaagent:jftrace.jar[=key=value,key=value] ...",
      "The keys are in README.md; as root, or with CAP_DAC_OVERRIDE."
    })
public final class CommandLine implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /**
   * Runs the command line.
   *
   * @return the exit code: 0 done, 1 failed, 2 bad usage
   */
  public static int run(String[] args) {
    return new picocli.CommandLine(new CommandLine())
        .setExecutionExceptionHandler(CommandLine::failed)
        .execute(args);
  }

  /** One line says what failed; a stack trace is for what nobody expected. */
  private static int failed(Exception failure, picocli.CommandLine command, ParseResult parsed)
      throws Exception {
    // Listing a directory wraps what happens on the way.
    Exception cause = failure instanceof UncheckedIOException e ? e.getCause() : failure;
    if (!(cause instanceof IOException)) {
      throw failure;
    }
    String what =
        cause instanceof FileSystemException e && e.getFile() != null
            ? reason(e) + ": " + e.getFile()
            : cause.getMessage();
    command.getErr().println("jftrace: " + what);
    return picocli.CommandLine.ExitCode.SOFTWARE;
  }

  /** The JDK gives the commonest failures a class and no words. */
  private static String reason(FileSystemException failure) {
    if (failure.getReason() != null) {
      return failure.getReason();
    } else if (failure instanceof NoSuchFileException) {
      return "no such file";
    } else if (failure instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failure instanceof NotDirectoryException) {
      return "not a directory";
    }
    return failure.getClass().getSimpleName();
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "no command given; as an agent: java -javaagent:jftrace.jar ...");
  }
}
