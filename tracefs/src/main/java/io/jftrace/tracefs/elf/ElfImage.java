// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import net.fornwall.jelf.ElfFile;

/**
 * What can be probed in a 64-bit ELF file, a library or a program: functions and static probes
 * (USDT). The file is open only while something is read, and only what is asked for is read;
 * functions and static probes are read once. All offsets are in bytes from the file's beginning, as
 * a uprobe takes them. For one thread at a time.
 */
public final class ElfImage {

  private static final int MAX_FUNCTION_BYTES = 16 << 20;

  private final Path file;
  private final Segments segments;
  private final int machine;
  private final boolean isX86;
  private Functions functions;
  private List<UsdtSite> usdtSites;

  private ElfImage(Path file, ElfContent elf) {
    this.file = file;
    this.segments = elf.segments();
    this.machine = elf.header().e_machine;
    this.isX86 = machine == ElfFile.ARCH_X86_64;
  }

  /**
   * Reads the file's headers.
   *
   * @throws IOException if the file cannot be read, is no ELF file, not of 64 bits, or malformed
   */
  public static ElfImage read(Path file) throws IOException {
    return ask(file, elf -> new ElfImage(file, elf));
  }

  /**
   * The functions of .symtab, .dynsym and .gnu_debugdata, without the versions of their names, each
   * name and place once. A name may have several places. Takes a tenth of a second for libjvm.so.
   *
   * @throws IOException if the file cannot be read or is malformed
   */
  public List<ElfFunction> functions() throws IOException {
    return allFunctions().direct();
  }

  /**
   * The names of functions of which the library has several, one of which is chosen when it is
   * loaded (STT_GNU_IFUNC), for example memcpy: the file does not say which, so that such a name
   * cannot be probed.
   *
   * @throws IOException if the file cannot be read or is malformed
   */
  public List<String> indirectFunctions() throws IOException {
    return allFunctions().indirect();
  }

  /**
   * A function that other libraries may call (.dynsym): fast.
   *
   * @throws IOException if the file cannot be read or is malformed
   */
  public Optional<ElfFunction> exportedFunction(String name) throws IOException {
    return Optional.ofNullable(ask(file, elf -> ExportedSymbols.function(elf, name)));
  }

  /**
   * Functions and variables that other libraries may use (.dynsym).
   *
   * @return their addresses by name, in bytes from where the file's first byte is mapped
   * @throws IOException if the file cannot be read or is malformed
   */
  public Map<String, Long> exportedAddresses(Predicate<String> wanted) throws IOException {
    return ask(file, elf -> ExportedSymbols.addresses(elf, wanted));
  }

  /**
   * All places of all static probes (.note.stapsdt).
   *
   * @throws IOException if the file cannot be read or is malformed
   */
  public List<UsdtSite> usdtSites() throws IOException {
    if (usdtSites == null) {
      usdtSites = List.copyOf(ask(file, UsdtNotes::read));
    }
    return usdtSites;
  }

  /** Whether that is mapped as code. */
  public boolean contains(long fileOffset) {
    return segments.isExecutable(fileOffset);
  }

  /**
   * What a hit of a probe costs there.
   *
   * @param fileOffset of an instruction
   * @throws IOException if the file cannot be read
   */
  public HitCost hitCost(long fileOffset) throws IOException {
    return isX86 && contains(fileOffset)
        ? new X86Instruction(code(fileOffset)).hitCost()
        : HitCost.UNKNOWN;
  }

  /**
   * The same place, or, if the instruction there is {@code endbr64}, the one behind: the function
   * has done nothing yet, and the kernel would have to step over it.
   *
   * @param fileOffset of a function
   * @throws IOException if the file cannot be read
   */
  public long behindMark(long fileOffset) throws IOException {
    return isX86 && contains(fileOffset)
        ? fileOffset + new X86Instruction(code(fileOffset)).markBytes()
        : fileOffset;
  }

  /**
   * Whether an instruction begins so far behind a function's first one. A probe within an
   * instruction would make the program another one, which may end it.
   *
   * @return true also if that cannot be told
   * @throws IOException if the file cannot be read
   */
  public boolean isInstruction(ElfFunction function, long offsetBytes) throws IOException {
    if (machine == ElfFile.ARCH_AARCH64) {
      return offsetBytes % Integer.BYTES == 0;
    }
    if (!isX86 || offsetBytes > MAX_FUNCTION_BYTES) {
      return true;
    }
    int offset = (int) offsetBytes;
    return X86Lengths.isBoundary(
        code(function.fileOffset(), offset + X86Instruction.MAX_BYTES), offset);
  }

  private Functions allFunctions() throws IOException {
    if (functions == null) {
      functions = ask(file, Functions::of);
    }
    return functions;
  }

  private byte[] code(long fileOffset) throws IOException {
    return code(fileOffset, X86Instruction.MAX_BYTES);
  }

  private byte[] code(long fileOffset, int maxBytes) throws IOException {
    ByteBuffer code = ByteBuffer.allocate(maxBytes);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(code, fileOffset);
    }
    return Arrays.copyOf(code.array(), code.position());
  }

  private interface Question<T> {
    T ask(ElfContent elf) throws IOException;
  }

  private static <T> T ask(Path file, Question<T> question) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return question.ask(ElfContent.of(FileBytes.of(channel)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      // jelf's own exception, or what its reading of a damaged file comes upon.
      throw new IOException(file + " cannot be read as an ELF file: " + e.getMessage(), e);
    }
  }
}
