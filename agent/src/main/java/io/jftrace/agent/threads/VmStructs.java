// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Offsets of fields in HotSpot's structures, from the table that the JVM exports for its
 * serviceability agent (gHotSpotVMStructs, src/hotspot/share/runtime/vmStructs.cpp).
 */
final class VmStructs {

  private static final String PREFIX = "gHotSpotVMStruct";
  private static final String TABLE = PREFIX + "s";
  private static final String ENTRY = PREFIX + "Entry";

  /** JDK 17 has about 2,600; a table without an end is not one. */
  private static final int MAX_ENTRIES = 20_000;

  private final ProcessMemory memory;
  private final Map<String, Long> symbols;
  private final long base;

  private VmStructs(ProcessMemory memory, Map<String, Long> symbols, long base) {
    this.memory = memory;
    this.symbols = symbols;
    this.base = base;
  }

  /**
   * Offsets in bytes of all fields that are not static, by {@code Type::field}.
   *
   * @throws IOException if this JVM is not HotSpot or its table cannot be read
   */
  static Map<String, Long> fieldOffsets(ProcessMemory memory) throws IOException {
    MappedLibrary jvm = MappedLibrary.find("libjvm.so");
    Map<String, Long> symbols = ElfFile.symbols(jvm.file(), name -> name.startsWith(PREFIX));
    return new VmStructs(memory, symbols, jvm.baseAddress()).fieldOffsets();
  }

  private Map<String, Long> fieldOffsets() throws IOException {
    long typeName = value(ENTRY + "TypeNameOffset");
    long fieldName = value(ENTRY + "FieldNameOffset");
    long isStatic = value(ENTRY + "IsStaticOffset");
    long offset = value(ENTRY + "OffsetOffset");
    long stride = value(ENTRY + "ArrayStride");
    long entry = value(TABLE);
    Map<String, Long> offsets = new HashMap<>();
    for (int i = 0; i < MAX_ENTRIES && memory.readLong(entry + typeName) != 0; i++) {
      if (memory.readInt(entry + isStatic) == 0) {
        String type = memory.readText(memory.readLong(entry + typeName));
        String field = memory.readText(memory.readLong(entry + fieldName));
        offsets.put(type + "::" + field, memory.readLong(entry + offset));
      }
      entry += stride;
    }
    return offsets;
  }

  private long value(String symbol) throws IOException {
    Long address = symbols.get(symbol);
    if (address == null) {
      throw new IOException("libjvm.so has no symbol " + symbol);
    }
    return memory.readLong(base + address);
  }
}
