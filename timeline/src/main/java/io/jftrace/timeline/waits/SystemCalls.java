// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Names and kinds of the system calls of one architecture, by number. */
public final class SystemCalls {

  /** The calls of the architecture that this JVM runs on. */
  public static final SystemCalls OWN = of(System.getProperty("os.arch", ""));

  /** More than any architecture that is listed has. */
  private static final int MAX_NUMBER = 1023;

  private String[] names = {};
  private CallKind[] kinds = {};
  private DescriptorEffect[] effects = {};

  private SystemCalls() {}

  /**
   * The calls of an architecture; of one that is not known all are {@code syscall_<number>} and
   * {@link CallKind#OTHER}.
   *
   * @param arch as in the system property {@code os.arch}
   */
  static SystemCalls of(String arch) {
    String name = arch.equals("amd64") ? "x86_64" : arch;
    SystemCalls calls = new SystemCalls();
    try (InputStream in = SystemCalls.class.getResourceAsStream("syscalls-" + name + ".txt")) {
      if (in != null) {
        new BufferedReader(new InputStreamReader(in, "US-ASCII"))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .forEach(calls::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return calls;
  }

  /** The call's name, or {@code syscall_<number>}. */
  public String name(int number) {
    boolean known = number >= 0 && number < names.length && names[number] != null;
    return known ? names[number] : "syscall_" + number;
  }

  /** What the call may wait for. */
  public CallKind kind(int number) {
    boolean known = number >= 0 && number < kinds.length && kinds[number] != null;
    return known ? kinds[number] : CallKind.OTHER;
  }

  /** What the call does to descriptors. */
  DescriptorEffect effect(int number) {
    boolean known = number >= 0 && number < effects.length && effects[number] != null;
    return known ? effects[number] : DescriptorEffect.NONE;
  }

  private void add(String line) {
    int space = line.indexOf(' ');
    int number = Integer.parseInt(line.substring(0, space));
    if (number >= names.length) {
      int length = Math.min(MAX_NUMBER, 2 * number) + 1;
      names = Arrays.copyOf(names, length);
      kinds = Arrays.copyOf(kinds, length);
      effects = Arrays.copyOf(effects, length);
    }
    names[number] = line.substring(space + 1);
    kinds[number] = CallKind.of(names[number]);
    effects[number] = DescriptorEffect.of(names[number]);
  }
}
