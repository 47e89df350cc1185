// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.timeline.waits.DescriptorKind;
import io.jftrace.tracefs.linux.FileType;
import io.jftrace.tracefs.linux.Socket;
import io.jftrace.tracefs.print.AddressText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process's file descriptors stand for. An answer is kept until the end of the drain: a
 * descriptor may be closed and given to another file at any time. Used by one thread.
 */
final class Descriptors {

  private static final String LINKS = "/proc/self/fd/";
  private static final int MAX_TEXT = 256;
  private static final int MAX_ANSWERS = 4096;

  private record Answer(DescriptorKind kind, String target) {}

  private static final Answer CLOSED = new Answer(DescriptorKind.UNKNOWN, "");

  private final boolean showTargets;
  private final Map<Integer, Answer> answers = new HashMap<>();
  private final Socket socket = new Socket();

  /**
   * For this process.
   *
   * @param showTargets whether paths and addresses may be told
   */
  Descriptors(boolean showTargets) {
    this.showTargets = showTargets;
  }

  DescriptorKind kind(int descriptor) {
    return answer(descriptor).kind;
  }

  /** A path, an address or what the kernel calls it; empty if it is closed or may not be told. */
  String target(int descriptor) {
    return answer(descriptor).target;
  }

  /** What is known is out of date. */
  void forget() {
    answers.clear();
  }

  private Answer answer(int descriptor) {
    Answer known = answers.get(descriptor);
    if (known == null) {
      known = ask(descriptor);
      if (answers.size() < MAX_ANSWERS) {
        answers.put(descriptor, known);
      }
    }
    return known;
  }

  private Answer ask(int descriptor) {
    try {
      String link = Files.readSymbolicLink(Path.of(LINKS + descriptor)).toString();
      DescriptorKind kind = kind(descriptor, link);
      return new Answer(kind, showTargets ? target(descriptor, kind, link) : "");
    } catch (IOException | RuntimeException e) {
      return CLOSED;
    }
  }

  /** By the kernel's name: a path, or {@code socket:[inode]} and the like (proc(5)). */
  private static DescriptorKind kind(int descriptor, String link) {
    if (link.startsWith("socket:")) {
      return DescriptorKind.SOCKET;
    }
    if (link.startsWith("pipe:")) {
      return DescriptorKind.PIPE;
    }
    if (!link.startsWith("/")) {
      return DescriptorKind.OTHER;
    }
    return switch (FileType.of(descriptor)) {
      case FIFO -> DescriptorKind.PIPE;
      case CHARACTER_DEVICE, SOCKET -> DescriptorKind.OTHER;
      case REGULAR, DIRECTORY, BLOCK_DEVICE, UNKNOWN -> DescriptorKind.FILE;
    };
  }

  private String target(int descriptor, DescriptorKind kind, String link) {
    String address =
        kind == DescriptorKind.SOCKET ? AddressText.of(socket.address(descriptor)) : "";
    String text = address.isEmpty() ? link : address;
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
