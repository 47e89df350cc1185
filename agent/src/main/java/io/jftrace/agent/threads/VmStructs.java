// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.tracefs.elf.ElfImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Offsets of fields in HotSpot's structures, from the table that the JVM exports for its
 * serviceability agent (gHotSpotVMStructs, src/hotspot/share/runtime/vmStructs.cpp).
 */
final class VmStructs {

  private static final String PREFIX = "gHotSpotVM";
  private static final String FIELDS = PREFIX + "Structs";
  private static final String FIELD = PREFIX + "StructEntry";
  private static final String TYPES = PREFIX + "Types";
  private static final String TYPE = PREFIX + "TypeEntry";

  /** JDK 17 has about 2,600; a table without an end is not one. */
  private static final int MAX_ENTRIES = 20_000;

  private final Map<String, Long> symbols;
  private final long base;

  private VmStructs(Map<String, Long> symbols, long base) {
    this.symbols = symbols;
    this.base = base;
  }

  /**
   * Offsets in bytes of all fields that are not static, by {@code Type::field}.
   *
   * @throws IOException if this JVM is not HotSpot or its table cannot be read
   */
  static Map<String, Long> fieldOffsets() throws IOException {
    return open().offsets();
  }

  /**
   * The size of a type.
   *
   * @throws IOException if this JVM is not HotSpot, its table cannot be read or lacks that type
   */
  static long typeBytes(String type) throws IOException {
    return open().sizeOf(type);
  }

  /**
   * The offset of the first of these fields that there is.
   *
   * @throws IOException if there is none
   */
  static long offset(Map<String, Long> offsets, String... fields) throws IOException {
    for (String field : fields) {
      Long offset = offsets.get(field);
      if (offset != null) {
        return offset;
      }
    }
    throw new IOException("unknown layout without " + fields[0]);
  }

  private static VmStructs open() throws IOException {
    MappedLibrary jvm = MappedLibrary.find("libjvm.so");
    Map<String, Long> symbols =
        ElfImage.read(jvm.file()).exportedAddresses(name -> name.startsWith(PREFIX));
    return new VmStructs(symbols, jvm.baseAddress());
  }

  private long sizeOf(String type) throws IOException {
    long name = value(TYPE + "TypeNameOffset");
    long size = value(TYPE + "SizeOffset");
    long stride = value(TYPE + "ArrayStride");
    long entry = value(TYPES);
    for (int i = 0; i < MAX_ENTRIES && ProcessMemory.readLong(entry + name) != 0; i++) {
      if (ProcessMemory.readText(ProcessMemory.readLong(entry + name)).equals(type)) {
        return ProcessMemory.readLong(entry + size);
      }
      entry += stride;
    }
    throw new IOException("unknown layout without " + type);
  }

  private Map<String, Long> offsets() throws IOException {
    long typeName = value(FIELD + "TypeNameOffset");
    long fieldName = value(FIELD + "FieldNameOffset");
    long isStatic = value(FIELD + "IsStaticOffset");
    long offset = value(FIELD + "OffsetOffset");
    long stride = value(FIELD + "ArrayStride");
    long entry = value(FIELDS);
    Map<String, Long> offsets = new HashMap<>();
    for (int i = 0; i < MAX_ENTRIES && ProcessMemory.readLong(entry + typeName) != 0; i++) {
      if (ProcessMemory.readInt(entry + isStatic) == 0) {
        String type = ProcessMemory.readText(ProcessMemory.readLong(entry + typeName));
        String field = ProcessMemory.readText(ProcessMemory.readLong(entry + fieldName));
        offsets.put(type + "::" + field, ProcessMemory.readLong(entry + offset));
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
    return ProcessMemory.readLong(base + address);
  }
}
