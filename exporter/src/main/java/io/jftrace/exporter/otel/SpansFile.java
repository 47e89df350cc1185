// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file for spans that only its owner may read: names of threads and ids of traces are in it. */
final class SpansFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int BUFFER_BYTES = 64 * 1024;

  private SpansFile() {}

  /**
   * Creates or empties the file.
   *
   * @throws IOException if it cannot be written; the message says which and what to do
   */
  static OutputStream open(Path path) throws IOException {
    try {
      SeekableByteChannel channel =
          Files.newByteChannel(
              path,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      // Not for a pipe or a device.
      if (Files.isRegularFile(path)) {
        Files.setPosixFilePermissions(path, OWNER_ONLY);
        channel.truncate(0);
      }
      return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw unusable(path, reason, e);
    } catch (IOException e) {
      throw unusable(path, e.getMessage(), e);
    }
  }

  private static IOException unusable(Path path, String reason, IOException cause) {
    return new IOException(
        "cannot write spans to %s: %s; set spans.file to a file that can be created"
            .formatted(path, reason),
        cause);
  }
}
