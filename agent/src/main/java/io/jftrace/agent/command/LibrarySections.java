// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.elf.ElfImage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What can be probed in the files that a process has mapped, file by file. */
final class LibrarySections {

  private static final ProbePattern ALL = new ProbePattern("");

  private final ProbedProcess process;
  private final ProbePattern pattern;
  private final String command;
  private final MappingCounts others;
  private final UsdtRows usdt = new UsdtRows();
  private final Set<String> names = new HashSet<>();

  LibrarySections(ProbedProcess process, ProbePattern pattern, String command) throws IOException {
    this.process = process;
    this.pattern = pattern;
    this.command = command;
    this.others = process.others();
  }

  /** The next file: of two with the same name, the first one has it, the other has its path. */
  Section section(MappedFile file) throws IOException {
    String library = names.add(file.library()) ? file.library() : file.path();
    if (pattern != null
        && !pattern.mayBeginWith("usdt:" + library + ":")
        && !FunctionRows.mayMatch(library, pattern)) {
      return Section.NONE;
    }
    String heading = library + ": " + file.path() + "; " + others.text(file);
    try {
      ElfImage image = ElfImage.read(process.open(file));
      return pattern == null ? summary(library, heading, image) : found(library, heading, image);
    } catch (AccessDeniedException e) {
      return pattern == null
          ? new Section(heading, List.of(), List.of("must not be read"))
          : Section.NONE;
    } catch (IOException e) {
      // No ELF file, as the archives of classes that the JVM maps.
      return Section.NONE;
    }
  }

  private Section summary(String library, String heading, ElfImage image) throws IOException {
    List<ProbeRow> rows = usdt.rows(library, image, ALL);
    int functions = new FunctionRows(library, image).count();
    String remark = functions + " functions: " + command + " 'uprobe:" + library + ":*'";
    return new Section(heading, rows, functions == 0 ? List.of() : List.of(remark));
  }

  private Section found(String library, String heading, ElfImage image) throws IOException {
    List<ProbeRow> rows = new ArrayList<>(usdt.rows(library, image, pattern));
    if (FunctionRows.mayMatch(library, pattern)) {
      rows.addAll(new FunctionRows(library, image).rows(pattern));
    }
    return new Section(heading, rows, List.of());
  }
}
