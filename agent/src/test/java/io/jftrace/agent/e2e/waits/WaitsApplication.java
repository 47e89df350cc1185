// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import io.jftrace.agent.e2e.AgentStart;
import java.nio.file.Path;

/**
 * An application that waits in every way it can, and knows of each wait why, how long, and who
 * ended it. It needs a recording with {@link WaitEvent}.
 */
final class WaitsApplication {

  private WaitsApplication() {}

  /**
   * Waits, and writes down how.
   *
   * @param args a {@link Profile}, the file for the {@link TrueWait}s, a directory on a disk, where
   *     a {@link SlowDisk} is mounted or an empty text
   */
  public static void main(String[] args) throws Exception {
    Profile profile = Profile.valueOf(args[0]);
    Path directory = Path.of(args[2]);
    String slowDisk = args[3];
    AgentStart.await();
    Truth truth = new Truth();
    Stage threads = new Stage(truth, profile);
    LockKinds.addTo(threads);
    QueueKinds.addTo(threads);
    TimedKinds.addTo(threads);
    SocketKinds.addTo(threads);
    ConnectKinds.addTo(threads);
    ProcessKinds.addTo(threads, directory);
    FileLockKind.addTo(threads, directory.resolve("locked"));
    threads.play();
    if (profile == Profile.FULL) {
      // Each of its waits is short, however many there are.
      Stage disk = new Stage(truth, profile);
      FileKinds.addTo(disk, directory);
      disk.play();
    }
    if (!slowDisk.isEmpty()) {
      Stage slow = new Stage(truth, profile);
      SlowDiskKinds.addTo(slow, Path.of(slowDisk));
      slow.play();
    }
    // By themselves: they stop all the others.
    PauseKinds.collect(truth, profile);
    PauseKinds.dump(truth, profile);
    truth.write(Path.of(args[1]));
    System.out.println("waited");
    // The lock's holder ends with its input, and the other threads are daemons.
    System.exit(0);
  }
}
