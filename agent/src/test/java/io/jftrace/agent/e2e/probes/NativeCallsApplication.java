// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.Deflater;

/** Calls functions of native libraries a known number of times on known threads. */
final class NativeCallsApplication {

  static final int THREADS = 4;
  static final int TIMES = 50;
  static final String FSYNC = "fsync";
  static final String BAD_FSYNC = "bad fsync";
  static final String DEFLATE = "deflate";
  static final String MALLOC = "malloc";

  /** Which nothing else allocates, and a multiple of what Unsafe rounds up to. */
  static final int MALLOC_BYTES = 123_464;

  static final int NO_DESCRIPTOR = -7;

  private NativeCallsApplication() {}

  /**
   * Calls.
   *
   * @param args after those of the recording, the file that is written
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[2]);
    // Loaded before any call.
    Pointer.nativeValue(Native.getDirectBufferPointer(ByteBuffer.allocateDirect(8)));
    OwnRecording.of(args, () -> OwnRecording.onThreads(THREADS, "caller", () -> call(file)));
  }

  private static void call(Path file) throws Exception {
    Function fsync = Function.getFunction("c", "fsync");
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      for (int i = 0; i < TIMES; i++) {
        channel.write(ByteBuffer.allocate(10));
        CallEvent.around(FSYNC, 0, () -> force(channel));
        CallEvent.around(
            BAD_FSYNC, NO_DESCRIPTOR, () -> fsync.invokeInt(new Object[] {NO_DESCRIPTOR}));
        CallEvent.around(MALLOC, MALLOC_BYTES, NativeCallsApplication::allocate);
        deflate();
      }
    }
  }

  private static long force(FileChannel channel) throws Exception {
    channel.force(true);
    return 0;
  }

  private static long allocate() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MALLOC_BYTES);
    return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
  }

  private static void deflate() throws Exception {
    Deflater deflater = new Deflater();
    try {
      byte[] deflated = new byte[1_000];
      deflater.setInput(new byte[50_000]);
      deflater.finish();
      CallEvent.around(DEFLATE, 0, () -> deflater.deflate(deflated));
      if (!deflater.finished()) {
        throw new IllegalStateException("more than one call");
      }
    } finally {
      deflater.end();
    }
  }
}
