// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.agent.jvm.MethodHomes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Classes of methods, from HotSpot's structures: a jmethodID is, up to JDK 24, the address of a
 * pointer to the method, which is null when the class has been unloaded. Safe for one that is
 * unloaded just now, as memory that has gone is an error and not a crash.
 */
public final class HotSpotMethods implements MethodHomes {

  private static final int MAX_NAME_BYTES = 4096;

  private final long constMethodOffset;
  private final long constantsOffset;
  private final long poolHolderOffset;
  private final long sourceFileOffset;
  private final long klassNameOffset;
  private final long lengthOffset;
  private final long bodyOffset;
  private final long poolBytes;

  private HotSpotMethods(Map<String, Long> offsets, long poolBytes) throws IOException {
    this.constMethodOffset = VmStructs.offset(offsets, "Method::_constMethod");
    this.constantsOffset = VmStructs.offset(offsets, "ConstMethod::_constants");
    this.poolHolderOffset = VmStructs.offset(offsets, "ConstantPool::_pool_holder");
    this.sourceFileOffset = VmStructs.offset(offsets, "ConstantPool::_source_file_name_index");
    this.klassNameOffset = VmStructs.offset(offsets, "Klass::_name");
    this.lengthOffset = VmStructs.offset(offsets, "Symbol::_length");
    this.bodyOffset = VmStructs.offset(offsets, "Symbol::_body[0]");
    this.poolBytes = poolBytes;
  }

  /**
   * Finds out where the JVM has what.
   *
   * @throws IOException if this JVM is not HotSpot, or lays its structures out otherwise
   */
  public static HotSpotMethods open() throws IOException {
    return new HotSpotMethods(VmStructs.fieldOffsets(), VmStructs.typeBytes("ConstantPool"));
  }

  /** The library that runs this JVM. */
  public static Path libjvm() throws IOException {
    return MappedLibrary.find("libjvm.so").file();
  }

  @Override
  public Home of(long methodId) throws IOException {
    long method = ProcessMemory.readLong(methodId);
    long constMethod = ProcessMemory.readLong(method + constMethodOffset);
    long pool = ProcessMemory.readLong(constMethod + constantsOffset);
    long klass = ProcessMemory.readLong(pool + poolHolderOffset);
    String name = symbol(ProcessMemory.readLong(klass + klassNameOffset));
    int file = ProcessMemory.readShort(pool + sourceFileOffset);
    // The pool's entries follow its header, 8 bytes each; 0 is none.
    long entry = pool + poolBytes + (long) file * Long.BYTES;
    String sourceFile = file == 0 ? null : symbol(ProcessMemory.readLong(entry));
    // Hidden classes have an address behind a plus sign, for which Class.getName has a slash.
    return new Home(name.replace('/', '.').replace("+0x", "/0x"), sourceFile);
  }

  private String symbol(long address) throws IOException {
    int length = Math.min(ProcessMemory.readShort(address + lengthOffset), MAX_NAME_BYTES);
    return new String(
        ProcessMemory.readBytes(address + bodyOffset, length), StandardCharsets.UTF_8);
  }
}
