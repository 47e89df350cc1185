// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Understands the C types of fields (kernel/trace/trace_events.c, f_show, Linux 6.18). */
final class FieldTypes {

  private static final String DATA_LOC = "__data_loc ";
  private static final String REL_LOC = "__rel_loc ";

  private static final Set<String> SIGNS = Set.of("signed", "unsigned");

  /** What does not change a type's kind or size, but for the signs. */
  private static final Set<String> QUALIFIERS =
      Set.of("const", "volatile", DATA_LOC.strip(), REL_LOC.strip());

  /** Where a size is not given by the format, as in {@code __data_loc u64[]}: the type says it. */
  private static final Map<String, Integer> SIZES =
      Map.ofEntries(
          Map.entry("short", 2),
          Map.entry("u16", 2),
          Map.entry("s16", 2),
          Map.entry("int16_t", 2),
          Map.entry("uint16_t", 2),
          Map.entry("__le16", 2),
          Map.entry("__be16", 2),
          Map.entry("", 4), // "unsigned" alone
          Map.entry("int", 4),
          Map.entry("u32", 4),
          Map.entry("s32", 4),
          Map.entry("int32_t", 4),
          Map.entry("uint32_t", 4),
          Map.entry("__le32", 4),
          Map.entry("__be32", 4),
          Map.entry("u64", 8),
          Map.entry("s64", 8),
          Map.entry("int64_t", 8),
          Map.entry("uint64_t", 8),
          Map.entry("long long", 8),
          Map.entry("__le64", 8),
          Map.entry("__be64", 8));

  /** As wide as an address. */
  private static final Set<String> WORDS = Set.of("long", "size_t", "ssize_t", "cpumask_t");

  private FieldTypes() {}

  /**
   * The type of a field.
   *
   * @param declaration its C type, an array's bounds behind it
   * @param wordBytes the size of the kernel's {@code long}
   */
  static FieldType of(String declaration, int size, boolean signed, int wordBytes) {
    Placement placement = placement(declaration, size);
    int open = declaration.indexOf('[');
    boolean array = open >= 0;
    String base = base(array ? declaration.substring(0, open) : declaration);
    if (placement != Placement.INLINE) {
      return type(declaration, base, placement, sizeOf(base, wordBytes), true, signed);
    }
    int elementBytes = array ? elementBytes(base, bound(declaration, open), size, wordBytes) : size;
    return type(declaration, base, placement, elementBytes, array, signed);
  }

  private static FieldType type(
      String declaration,
      String base,
      Placement placement,
      int elementBytes,
      boolean array,
      boolean signed) {
    FieldKind kind = kind(declaration, base, elementBytes, array);
    return new FieldType(declaration, kind, placement, elementBytes, array, signed);
  }

  private static Placement placement(String declaration, int size) {
    if (declaration.startsWith(DATA_LOC)) {
      return Placement.DATA_LOC;
    }
    if (declaration.startsWith(REL_LOC)) {
      return Placement.REL_LOC;
    }
    return size == 0 ? Placement.REST : Placement.INLINE;
  }

  private static String bound(String declaration, int open) {
    int close = declaration.indexOf(']', open);
    return close < 0 ? "" : declaration.substring(open + 1, close).strip();
  }

  /** The type without its placement, qualifiers and sign. */
  private static String base(String declaration) {
    StringJoiner base = new StringJoiner(" ");
    String last = "";
    for (String word : words(declaration)) {
      boolean redundant = word.equals("int") && (last.equals("long") || last.equals("short"));
      if (!QUALIFIERS.contains(word) && !SIGNS.contains(word) && !redundant) {
        base.add(word);
        last = word;
      }
    }
    return base.toString();
  }

  private static String[] words(String declaration) {
    return declaration.strip().split("\\s+", -1);
  }

  private static FieldKind kind(String declaration, String base, int elementBytes, boolean array) {
    if (elementBytes != 1 && elementBytes != 2 && elementBytes != 4 && elementBytes != 8) {
      return FieldKind.BYTES;
    }
    if (base.endsWith("*")) {
      return FieldKind.POINTER;
    }
    if (elementBytes > 1) {
      return FieldKind.INTEGER;
    }
    // Only char without a sign is text: an unsigned char[6] is a hardware address.
    if (base.equals("char") && array && Stream.of(words(declaration)).noneMatch(SIGNS::contains)) {
      return FieldKind.TEXT;
    }
    return base.equals("bool") ? FieldKind.BOOL : FieldKind.INTEGER;
  }

  private static int elementBytes(String base, String bound, int size, int wordBytes) {
    if (bound.matches("\\d{1,6}")) {
      int count = Integer.parseInt(bound);
      return count > 0 && size % count == 0 ? size / count : 1;
    }
    // A bound that is a constant's name, as in char comm[TASK_COMM_LEN].
    int elementBytes = sizeOf(base, wordBytes);
    return size % elementBytes == 0 ? elementBytes : 1;
  }

  /** A type that is not known counts as bytes. */
  private static int sizeOf(String base, int wordBytes) {
    if (base.endsWith("*") || WORDS.contains(base)) {
      return wordBytes;
    }
    return SIZES.getOrDefault(base.matches("__[us]\\d+") ? base.substring(2) : base, 1);
  }
}
