// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An environment of the JVM's tool interface. Objects are passed to it as references of the call;
 * what it returns as a reference is gone when the call returns, so nothing of that kind is asked.
 * Used by one thread.
 */
final class Jvmti implements AutoCloseable {

  // The numbers of functions in jvmti.h.
  static final int DEALLOCATE = 47;
  static final int GET_METHOD_NAME = 64;
  static final int GET_LINE_NUMBER_TABLE = 70;
  static final int GET_STACK_TRACE = 104;
  private static final int DISPOSE_ENVIRONMENT = 127;
  private static final int ADD_CAPABILITIES = 142;

  private static final int VERSION_11 = 0x300B0000;

  /** JavaVM's table: three reserved, Destroy, Attach, Detach, GetEnv. */
  private static final int GET_ENV = 7;

  /** jvmtiCapabilities is 128 bits; can_get_line_numbers is the 13th. */
  private static final int CAPABILITIES_BYTES = 16;

  private static final int LINE_NUMBERS_BIT = 1 << 12;

  private static final Map<String, ?> OBJECTS = Map.of(Library.OPTION_ALLOW_OBJECTS, true);

  private final Pointer environment;
  private final Map<Integer, Function> functions = new HashMap<>();

  private Jvmti(Pointer environment) {
    this.environment = environment;
  }

  /**
   * @param libjvm the library that runs this JVM
   * @throws IOException if this JVM has no such interface
   */
  static Jvmti open(Path libjvm) throws IOException {
    PointerByReference vm = new PointerByReference();
    Function created =
        NativeLibrary.getInstance(libjvm.toString()).getFunction("JNI_GetCreatedJavaVMs");
    check("JNI_GetCreatedJavaVMs", created.invokeInt(args(vm, 1, new IntByReference())));
    PointerByReference environment = new PointerByReference();
    Function getEnv = function(vm.getValue(), GET_ENV);
    check("GetEnv", getEnv.invokeInt(args(vm.getValue(), environment, VERSION_11)));
    return new Jvmti(environment.getValue());
  }

  /** Whether line numbers may be asked from now on. */
  boolean allowLineNumbers() {
    try (Memory capabilities = new Memory(CAPABILITIES_BYTES)) {
      capabilities.clear();
      capabilities.setInt(0, LINE_NUMBERS_BIT);
      return call(ADD_CAPABILITIES, capabilities) == 0;
    }
  }

  /** Calls a function with the environment and these arguments; returns its error, 0 for none. */
  int call(int number, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = environment;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Function function = functions.computeIfAbsent(number, n -> function(environment, n));
    return (Integer) function.invoke(int.class, all, OBJECTS);
  }

  @Override
  public void close() {
    call(DISPOSE_ENVIRONMENT);
  }

  /** The function of that number, from 1, in the table that the object begins with. */
  private static Function function(Pointer object, int number) {
    Pointer table = object.getPointer(0);
    return Function.getFunction(table.getPointer((long) (number - 1) * Long.BYTES));
  }

  private static Object[] args(Object... arguments) {
    return arguments;
  }

  private static void check(String what, int error) throws IOException {
    if (error != 0) {
      throw new IOException(what + " failed: " + error);
    }
  }
}
