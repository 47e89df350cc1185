// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the short files of {@code /proc/self/task/<tid>}, each with one call: the kernel gives them
 * as a whole. Used by one thread.
 */
final class TaskFiles {

  /** Nine numbers of 64 bits in hexadecimal, or the name of a function. */
  private static final int MAX_BYTES = 512;

  private final byte[] bytes = new byte[MAX_BYTES];

  /** Empty if the thread has ended, or the kernel does not have that file. */
  String read(int tid, String name) {
    try (FileInputStream in = new FileInputStream("/proc/self/task/" + tid + "/" + name)) {
      int count = in.read(bytes);
      return count <= 0 ? "" : new String(bytes, 0, count, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }
}
