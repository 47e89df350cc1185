// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar jftrace.jar}. */
@Command(
    name = "java -jar jftrace.jar",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLine.VersionText.class,
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
    return new picocli.CommandLine(new CommandLine()).execute(args);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "this jar is an agent: there is no command");
  }

  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"jftrace " + Version.TEXT};
    }
  }
}
