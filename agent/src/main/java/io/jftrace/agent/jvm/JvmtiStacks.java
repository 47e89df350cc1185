// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The top of one thread's Java stack at a time, from the tool interface: since JDK 16 it stops that
 * thread only, and one that is blocked not at all, while {@link Thread#getStackTrace} stopped all
 * until JDK 18. Used by one thread.
 */
public final class JvmtiStacks implements AutoCloseable {

  /** jvmtiFrameInfo: the method, and the index of the bytecode or -1 in a native method. */
  private static final int FRAME_BYTES = 16;

  private final Jvmti jvmti;
  private final JvmtiMethods methods;
  private final int maxFrames;
  private final Memory frames;
  private final Memory count = new Memory(Integer.BYTES);

  private JvmtiStacks(Jvmti jvmti, JvmtiMethods methods, int maxFrames) {
    this.jvmti = jvmti;
    this.methods = methods;
    this.maxFrames = maxFrames;
    this.frames = new Memory((long) maxFrames * FRAME_BYTES);
  }

  /**
   * Opens an environment of its own.
   *
   * @param libjvm the library that runs this JVM
   * @throws IOException if this JVM has no such interface
   */
  public static JvmtiStacks open(Path libjvm, MethodHomes homes, int maxFrames) throws IOException {
    Jvmti jvmti = Jvmti.open(libjvm);
    return new JvmtiStacks(
        jvmti, new JvmtiMethods(jvmti, homes, jvmti.allowLineNumbers()), maxFrames);
  }

  /** The innermost frames, that one first; none if the thread has ended. */
  public StackTraceElement[] of(Thread thread) {
    if (jvmti.call(Jvmti.GET_STACK_TRACE, thread, 0, maxFrames, frames, count) != 0) {
      return new StackTraceElement[0];
    }
    StackTraceElement[] stack = new StackTraceElement[count.getInt(0)];
    for (int i = 0; i < stack.length; i++) {
      long frame = (long) i * FRAME_BYTES;
      stack[i] = methods.frame(frames.getLong(frame), frames.getLong(frame + Long.BYTES));
    }
    return stack;
  }

  @Override
  public void close() {
    jvmti.close();
    methods.close();
    frames.close();
    count.close();
  }
}
