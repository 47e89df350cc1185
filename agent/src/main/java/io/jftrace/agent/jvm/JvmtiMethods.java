// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Methods by their jmethodID, as text. The JVM does not use an id again when its class is unloaded,
 * so what was found stays right.
 */
final class JvmtiMethods implements AutoCloseable {

  /** Beyond it all is forgotten, to be found again: nobody has that many methods that wait. */
  private static final int MAX_METHODS = 4096;

  private static final StackTraceElement UNLOADED =
      new StackTraceElement("(unloaded class)", "(unknown method)", null, JvmtiMethod.NO_LINE);

  /** jvmtiLineNumberEntry: the first bytecode's index, and the line. */
  private static final int LINE_BYTES = 16;

  private final Jvmti jvmti;
  private final MethodHomes homes;
  private final boolean lineNumbers;
  private final Map<Long, JvmtiMethod> known = new HashMap<>();
  private final Memory pointer = new Memory(Long.BYTES);
  private final Memory count = new Memory(Integer.BYTES);

  JvmtiMethods(Jvmti jvmti, MethodHomes homes, boolean lineNumbers) {
    this.jvmti = jvmti;
    this.homes = homes;
    this.lineNumbers = lineNumbers;
  }

  StackTraceElement frame(long methodId, long location) {
    JvmtiMethod method = known.get(methodId);
    if (method == null) {
      try {
        method = find(methodId);
      } catch (IOException e) {
        return UNLOADED;
      }
      if (known.size() == MAX_METHODS) {
        known.clear();
      }
      known.put(methodId, method);
    }
    return method.at(location);
  }

  /** The name last: it is refused if the class was unloaded while its memory was read. */
  private JvmtiMethod find(long methodId) throws IOException {
    MethodHomes.Home home = homes.of(methodId);
    int lines = lineNumbers ? readLines(methodId) : 0;
    long[] starts = new long[lines];
    int[] numbers = new int[lines];
    if (lines > 0) {
      Pointer table = pointer.getPointer(0);
      for (int i = 0; i < lines; i++) {
        starts[i] = table.getLong((long) i * LINE_BYTES);
        numbers[i] = table.getInt((long) i * LINE_BYTES + Long.BYTES);
      }
      free(table);
    }
    return new JvmtiMethod(home, name(methodId), starts, numbers);
  }

  /** Leaves the table's address in {@link #pointer}; 0 if there is none. */
  private int readLines(long methodId) {
    int error = jvmti.call(Jvmti.GET_LINE_NUMBER_TABLE, new Pointer(methodId), count, pointer);
    return error == 0 ? count.getInt(0) : 0;
  }

  private String name(long methodId) throws IOException {
    int error =
        jvmti.call(
            Jvmti.GET_METHOD_NAME, new Pointer(methodId), pointer, Pointer.NULL, Pointer.NULL);
    if (error != 0) {
      throw new IOException("no method: " + error);
    }
    Pointer text = pointer.getPointer(0);
    String name = text.getString(0, "UTF-8");
    free(text);
    return name;
  }

  private void free(Pointer memory) {
    int ignored = jvmti.call(Jvmti.DEALLOCATE, memory);
  }

  @Override
  public void close() {
    pointer.close();
    count.close();
  }
}
