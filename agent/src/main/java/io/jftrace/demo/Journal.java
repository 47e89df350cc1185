// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that every append forces to the disk; gone in the end. */
final class Journal implements AutoCloseable {

  private static final int RECORD_BYTES = 16 * 1024;
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private final FileChannel file;

  Journal(Path directory) throws IOException {
    Path path = Files.createTempFile(directory, "journal", ".tmp");
    file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
  }

  String append() throws IOException {
    file.write(ByteBuffer.allocate(RECORD_BYTES), file.size() % MAX_BYTES);
    file.force(true);
    return "stored";
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
