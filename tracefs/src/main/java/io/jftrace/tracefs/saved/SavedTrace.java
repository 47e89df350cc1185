// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.HeaderPage;
import io.jftrace.tracefs.ring.MalformedCounts;
import io.jftrace.tracefs.ring.RecordHandler;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trace that was saved: the sub-buffers of several CPUs, each in a file of its own, whose records
 * are passed in the order of their times.
 */
public final class SavedTrace implements Closeable {

  private static final Pattern CPU = Pattern.compile("cpu(\\d{1,5})(?:\\D.*)?");

  private final List<SavedCpu> cpus = new ArrayList<>();
  private final MalformedCounts malformed = new MalformedCounts();
  private final SubBufferShape shape;

  private SavedTrace(SubBufferShape shape) {
    this.shape = shape;
  }

  /**
   * Opens the files.
   *
   * @param files named {@code cpuN}, perhaps with an ending such as {@code .pages}
   * @param page of the kernel that wrote them
   * @param subBufferBytes the size of a sub-buffer, or 0 to find out
   * @throws IllegalArgumentException if a file's name gives no CPU, or two give the same
   * @throws FileSystemException if one cannot be read, or is no regular file
   */
  public static SavedTrace open(List<Path> files, HeaderPage page, int subBufferBytes)
      throws IOException {
    Set<Integer> numbers = new HashSet<>();
    for (Path file : files) {
      if (!numbers.add(cpuOf(file))) {
        throw new IllegalArgumentException(file + ": there is another file of that CPU");
      }
    }
    for (Path file : files) {
      requireRegular(file);
    }
    SavedTrace trace = new SavedTrace(SubBufferShape.of(files, page, subBufferBytes));
    try {
      for (Path file : files) {
        trace.add(file);
      }
      return trace;
    } catch (IOException | RuntimeException | Error e) {
      trace.close();
      throw e;
    }
  }

  private static int cpuOf(Path file) {
    Matcher cpu = CPU.matcher(String.valueOf(file.getFileName()));
    if (!cpu.matches()) {
      throw new IllegalArgumentException(
          file + ": the name does not say of which CPU it is, as in cpu0.pages");
    }
    return Integer.parseInt(cpu.group(1));
  }

  /** A directory can be opened, and a pipe cannot be looked at twice. */
  private static void requireRegular(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      String reason = attributes.isDirectory() ? "is a directory" : "not a regular file";
      throw new FileSystemException(file.toString(), null, reason);
    }
  }

  private void add(Path file) throws IOException {
    SubBufferLayout layout = shape.layout();
    SubBufferFile open = SubBufferFile.open(file, layout, shape.sizeBytes());
    cpus.add(new SavedCpu(cpuOf(file), open, layout, malformed));
  }

  /** How the kernel that wrote the files lays out its sub-buffers. */
  public SubBufferLayout layout() {
    return shape.layout();
  }

  /** What was malformed so far; the handler may add what it finds. */
  public MalformedCounts malformed() {
    return malformed;
  }

  /**
   * Passes all records by time; those of the same time by CPU, as the kernel's text does. The
   * handler's buffers have the byte order of the {@link #layout}.
   */
  public void pass(RecordHandler handler) throws IOException {
    PriorityQueue<SavedCpu> heads =
        new PriorityQueue<>(
            Comparator.comparingLong(SavedCpu::time).thenComparingInt(head -> head.cpu));
    for (SavedCpu cpu : cpus) {
      if (cpu.advance()) {
        heads.add(cpu);
      }
    }
    for (SavedCpu head = heads.poll(); head != null; head = heads.poll()) {
      long others = heads.isEmpty() ? Long.MAX_VALUE : heads.peek().time();
      boolean more = true;
      do {
        head.pass(handler);
        more = head.advance();
      } while (more && head.time() < others);
      if (more) {
        heads.add(head);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SavedCpu cpu : cpus) {
      cpu.close();
    }
  }
}
