// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file system in a file, on a device that the kernel makes slow. Needs the rights to mount, and
 * the first version of control groups, whose root may set limits.
 */
final class SlowDisk implements AutoCloseable {

  /** The kernel lets what takes 100 ms pass at once, see tg_within_bps_limit(). */
  private static final int BYTES_PER_SECOND = 640 << 10;

  /** A request that takes longer than 50 ms, and is not divided: as much as is read ahead. */
  static final int REQUEST_BYTES = 128 << 10;

  private static final Path LIMITS = Path.of("/sys/fs/cgroup/blkio");
  private static final int SIZE_BYTES = 16 << 20;

  final Path mount;
  private String device;

  private SlowDisk(Path mount) {
    this.mount = mount;
  }

  /** Empty, with the reason on standard output, where that cannot be made. */
  static Optional<SlowDisk> in(Path directory) throws Exception {
    SlowDisk disk = new SlowDisk(Files.createDirectory(directory.resolve("slow")));
    try {
      disk.make(directory.resolve("image"));
      return Optional.of(disk);
    } catch (IOException e) {
      disk.close();
      System.out.println("no slow disk, its kinds of waits are not checked: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void make(Path image) throws IOException, InterruptedException {
    if (!Files.isWritable(limit("read"))) {
      throw new IOException("no " + limit("read"));
    }
    Files.write(image, new byte[SIZE_BYTES]);
    // Without a journal it is the thread itself that waits for the device.
    Commands.run("mkfs.ext4", "-q", "-O", "^has_journal", image.toString());
    Commands.run("mount", "-o", "loop,noatime", image.toString(), mount.toString());
    device = deviceOfMount();
    limitTo(BYTES_PER_SECOND);
  }

  private String deviceOfMount() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields[4].equals(mount.toString()))
        .map(fields -> fields[2])
        .findFirst()
        .orElseThrow(() -> new IOException(mount + " is not mounted"));
  }

  private static Path limit(String direction) {
    return LIMITS.resolve("blkio.throttle." + direction + "_bps_device");
  }

  /** 0 is none. */
  private void limitTo(int bytesPerSecond) throws IOException {
    for (String direction : new String[] {"read", "write"}) {
      Files.writeString(limit(direction), device + " " + bytesPerSecond);
    }
  }

  @Override
  public void close() throws Exception {
    if (device != null) {
      limitTo(0);
    }
    // Whoever was to thaw it may have been killed.
    new ProcessBuilder("fsfreeze", "-u", mount.toString()).start().waitFor();
    new ProcessBuilder("umount", mount.toString()).start().waitFor();
  }
}
