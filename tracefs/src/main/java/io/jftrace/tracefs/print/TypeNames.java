// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of C types that casts and {@code sizeof} have. */
final class TypeNames {

  private static final Set<String> IGNORED =
      Set.of("const", "volatile", "struct", "union", "__force", "__user", "__percpu");

  private static final Set<String> SIGNED =
      Set.of("s8", "s16", "s32", "s64", "int8_t", "int16_t", "int32_t", "int64_t", "pid_t");

  private static final Set<String> WORDS =
      Set.of("size_t", "ssize_t", "uintptr_t", "ptrdiff_t", "ulong", "kernel_ulong_t", "pgoff_t");

  private static final Map<String, Integer> BYTES =
      Map.ofEntries(
          Map.entry("u8", 1),
          Map.entry("s8", 1),
          Map.entry("uint8_t", 1),
          Map.entry("int8_t", 1),
          Map.entry("u16", 2),
          Map.entry("s16", 2),
          Map.entry("uint16_t", 2),
          Map.entry("int16_t", 2),
          Map.entry("le16", 2),
          Map.entry("be16", 2),
          Map.entry("umode_t", 2),
          Map.entry("u32", 4),
          Map.entry("s32", 4),
          Map.entry("uint", 4),
          Map.entry("uint32_t", 4),
          Map.entry("int32_t", 4),
          Map.entry("le32", 4),
          Map.entry("be32", 4),
          Map.entry("gfp_t", 4),
          Map.entry("dev_t", 4),
          Map.entry("pid_t", 4),
          Map.entry("uid_t", 4),
          Map.entry("gid_t", 4),
          Map.entry("u64", 8),
          Map.entry("s64", 8),
          Map.entry("uint64_t", 8),
          Map.entry("int64_t", 8),
          Map.entry("le64", 8),
          Map.entry("be64", 8),
          Map.entry("loff_t", 8),
          Map.entry("sector_t", 8),
          Map.entry("ktime_t", 8));

  private final int wordBytes;

  TypeNames(int wordBytes) {
    this.wordBytes = wordBytes;
  }

  /** The type of these words, stars for pointers behind them; null if it is not known. */
  CType of(List<String> words) {
    int stars = 0;
    while (stars < words.size() && words.get(words.size() - 1 - stars).equals("*")) {
      stars++;
    }
    CType type = base(words.subList(0, words.size() - stars));
    for (int i = 0; i < stars; i++) {
      type = CType.pointer(wordBytes, type);
    }
    return type;
  }

  private CType base(List<String> words) {
    int longs = 0;
    boolean unsigned = false;
    boolean plain = false;
    String name = null;
    for (String word : words) {
      switch (word) {
        case "long" -> longs++;
        case "unsigned" -> unsigned = true;
        case "signed", "__signed__", "int" -> plain = true;
        case "enum" -> {
          return CType.UNSIGNED;
        }
        default -> name = IGNORED.contains(word) ? name : word;
      }
    }
    if (longs > 0) {
      return CType.number(longs > 1 ? 8 : wordBytes, !unsigned);
    }
    return name == null
        ? (plain || unsigned ? CType.number(4, !unsigned) : null)
        : named(name, unsigned);
  }

  private CType named(String name, boolean unsigned) {
    String plain = name.startsWith("__") ? name.substring(2) : name;
    return switch (plain) {
      case "char" -> CType.number(1, !unsigned);
      case "short" -> CType.number(2, !unsigned);
      case "bool", "_Bool" -> CType.BOOL;
      default -> {
        if (WORDS.contains(plain)) {
          yield CType.number(wordBytes, plain.startsWith("ss") || plain.startsWith("ptr"));
        }
        Integer bytes = BYTES.get(plain);
        boolean signed =
            SIGNED.contains(plain) || plain.equals("loff_t") || plain.equals("ktime_t");
        yield bytes == null ? null : CType.number(bytes, signed);
      }
    };
  }

  /** Whether the word can only be part of a type. */
  boolean isTypeWord(String word) {
    return switch (word) {
      case "long", "unsigned", "signed", "int", "enum", "short", "char", "void" -> true;
      default -> IGNORED.contains(word) || named(word, false) != null;
    };
  }
}
