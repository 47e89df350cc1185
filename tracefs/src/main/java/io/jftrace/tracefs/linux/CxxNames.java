// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Map;

/** The C++ runtime's own reading of the names that C++ compilers give to functions. Any thread. */
public final class CxxNames {

  private static final List<String> LIBRARIES = List.of("libstdc++.so.6", "libc++abi.so.1");

  /** Not RTLD_GLOBAL, JNA's default: what the application loads later must not be bound to it. */
  private static final int RTLD_LAZY = 1;

  /** A class of its own: seldom needed. */
  private static final class CxxRuntime {

    static final boolean LOADED = LIBRARIES.stream().anyMatch(CxxRuntime::load);

    private CxxRuntime() {}

    private static boolean load(String library) {
      try {
        Map<String, Object> options = Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY);
        Native.register(CxxRuntime.class, NativeLibrary.getInstance(library, options));
        return true;
      } catch (LinkageError e) {
        // Not on this machine.
        return false;
      }
    }

    @SuppressWarnings("MemberName") // the C++ ABI's
    static native Pointer __cxa_demangle(
        String mangled, Pointer buffer, Pointer bufferBytes, Pointer status);
  }

  private CxxNames() {}

  /**
   * For example {@code Foo::bar(int)} for {@code _ZN3Foo3barEi}.
   *
   * @return null if it is no such name, or there is no C++ runtime
   */
  public static String demangle(String mangled) {
    if (!isAvailable()) {
      return null;
    }
    Pointer text = CxxRuntime.__cxa_demangle(mangled, null, null, null);
    if (text == null) {
      return null;
    }
    try {
      return text.getString(0);
    } finally {
      Native.free(Pointer.nativeValue(text));
    }
  }

  /** Whether there is a C++ runtime. */
  public static boolean isAvailable() {
    try {
      return CxxRuntime.LOADED;
    } catch (LinkageError e) {
      // Without JNA; the first failure is remembered by the JVM.
      return false;
    }
  }
}
