// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
    subcommands = DecodeCommand.class,
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
    if (!(failure instanceof IOException)) {
      throw failure;
    }
    String what = failure instanceof NoSuchFileException ? "no such file: " : "";
    command.getErr().println("jftrace: " + what + failure.getMessage());
    return picocli.CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "no command given; as an agent: java -javaagent:jftrace.jar ...");
  }
}
