// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import io.jftrace.testapp.InsideAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts applications of this module's tests on the JDK under test, with the packaged agent. */
public final class TestJvm {

  public static final Path AGENT = Path.of(System.getProperty("jftrace.test.agent.jar"));
  public static final Path CLASSES = Path.of(System.getProperty("jftrace.test.classes"));
  public static final Path LIBRARIES = Path.of(System.getProperty("jftrace.test.libs"));

  /** Which applications may have, for where the time of their spans went. */
  public static final Path EXTENSION = Path.of(System.getProperty("jftrace.test.extension"));

  /** Of OpenTelemetry: {@code newer}, {@code older}, and {@code starters} of applications. */
  public static final Path SDK = Path.of(System.getProperty("jftrace.test.sdk"));

  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  private TestJvm() {}

  /** What a JVM has written, and its exit code. */
  public record Result(int exitCode, String out, String err) {}

  /** Runs java with arguments, in an empty directory, for at most two minutes. */
  public static Result java(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("jftrace.test.java.home") + "/bin/java");
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IOException("still running: " + command + "\n" + Files.readString(err));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Of the JDK under test, such as 17. */
  public static int release() throws IOException {
    Path release = Path.of(System.getProperty("jftrace.test.java.home"), "release");
    Matcher version = VERSION.matcher(Files.readString(release));
    if (!version.find()) {
      throw new IOException("no version in " + release);
    }
    return Integer.parseInt(version.group(1));
  }

  /** The class path of an application with OpenTelemetry. */
  public static String libraries() {
    return CLASSES + ":" + LIBRARIES + "/*";
  }

  public static String agent() {
    return "-javaagent:" + AGENT;
  }

  /** The argument for an agent that keeps its Instrumentation for {@link InsideAgent}. */
  public static String accompanyingAgent(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", InsideAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Class-Path", CLASSES.toUri().toString());
    Path jar = directory.resolve("accompanying.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.finish();
    }
    return "-javaagent:" + jar;
  }
}
