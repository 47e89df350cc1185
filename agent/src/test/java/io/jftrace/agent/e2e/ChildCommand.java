// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.jftrace.agent.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How to start an application with the agent, in directories that are the application's alone. */
public final class ChildCommand {

  /** What every test asks for: several of them run at a time on some machines. */
  public static final String ANY_PORT = "prometheus.port=0";

  private final Path directory;
  private final List<String> before = new ArrayList<>();
  private final List<String> jvmArguments = new ArrayList<>();
  private final List<String> agents = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>(Map.of("LC_ALL", "C.UTF-8"));
  private Path jar = TestJvm.AGENT;
  private String classPath = TestJvm.CLASSES.toString();

  /** Without an agent as yet. */
  public ChildCommand(Path directory) throws IOException {
    this.directory = directory;
    for (String name : ChildJvm.DIRECTORIES) {
      Files.createDirectories(directory.resolve(name));
    }
  }

  /** With an agent for each of the arguments. */
  public ChildCommand agent(String... arguments) {
    agents.addAll(List.of(arguments));
    return this;
  }

  public ChildCommand jvm(String... arguments) {
    jvmArguments.addAll(List.of(arguments));
    return this;
  }

  /** Started by another command, which must become the JVM with the same process id. */
  public ChildCommand startedBy(List<String> command) {
    before.addAll(command);
    return this;
  }

  /** Sets an environment variable; those of the settings and of the locale are not inherited. */
  public ChildCommand environment(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** The application has OpenTelemetry. */
  public ChildCommand libraries() {
    classPath = TestJvm.libraries();
    return this;
  }

  /** From copies, and in directories, that every user can use. */
  public ChildCommand forEveryUser() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : ChildJvm.DIRECTORIES) {
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    jar = directory.resolve("jftrace.jar");
    Files.copy(TestJvm.AGENT, jar, StandardCopyOption.REPLACE_EXISTING);
    Path classes = directory.resolve("classes");
    classPath = classes.toString();
    Path packageName = Path.of("io/jftrace/testapp");
    Files.createDirectories(classes.resolve(packageName));
    try (Stream<Path> files = Files.list(TestJvm.CLASSES.resolve(packageName))) {
      for (Path file : files.toList()) {
        Path copy = classes.resolve(packageName).resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return this;
  }

  /** Instead of the classes of the tests. */
  public ChildCommand classPath(String newClassPath) {
    classPath = newClassPath;
    return this;
  }

  public ChildJvm start(Class<?> application, String... arguments) throws IOException {
    return start(application.getName(), arguments);
  }

  public ChildJvm start(String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(System.getProperty("jftrace.test.java.home") + "/bin/java");
    agents.forEach(agent -> command.add("-javaagent:" + jar + "=" + agent));
    command.add("-Djava.io.tmpdir=" + directory.resolve(ChildJvm.TMP));
    command.add("-Duser.home=" + directory.resolve(ChildJvm.HOME));
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.resolve(ChildJvm.WORK).toFile())
            .redirectOutput(directory.resolve(ChildJvm.OUT).toFile())
            .redirectError(directory.resolve(ChildJvm.ERR).toFile());
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.matches("(XDG|JFTRACE|OTEL|LC)_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_.*"));
    environment.putAll(variables);
    environment.put("HOME", directory.resolve(ChildJvm.HOME).toString());
    return new ChildJvm(directory, builder.start(), !agents.isEmpty());
  }
}
