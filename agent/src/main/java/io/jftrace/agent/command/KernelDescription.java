// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.HeaderPage;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.print.CommandNames;
import io.jftrace.tracefs.print.KernelFacts;
import io.jftrace.tracefs.print.KernelSymbols;
import io.jftrace.tracefs.print.SymbolList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to be known of the kernel that wrote a trace.
 *
 * @param commands the tasks' names; null if they are not known
 * @param clockInNanos whether the trace clock counts nanoseconds
 */
record KernelDescription(
    HeaderPage headerPage,
    EventFormats formats,
    KernelFacts facts,
    CommandNames commands,
    boolean clockInNanos) {

  /** Of a 64-bit kernel with pages of 4 KiB, for a directory without header_page. */
  private static final HeaderPage USUAL = new HeaderPage(8, 4096);

  /** The clocks that do not count nanoseconds (trace_clocks in kernel/trace/trace.c, 6.18). */
  private static final Set<String> COUNTERS = Set.of("counter", "uptime", "x86-tsc", "ppc-tb");

  private static final Pattern CHOSEN = Pattern.compile("\\[([\\w-]+)]");

  /**
   * Reads what is there.
   *
   * @param events event formats, as tracefs' {@code events/}
   * @param cmdlines a file as {@code saved_cmdlines}; null for the one beside {@code events}
   * @param clock null for the one that {@code trace_clock} beside {@code events} says
   * @throws IOException if there are no formats, or a file cannot be read
   */
  static KernelDescription read(Path events, Path cmdlines, String clock) throws IOException {
    Path beside = events.toAbsolutePath().normalize().getParent();
    Path header = events.resolve("header_page");
    HeaderPage page = Files.isRegularFile(header) ? HeaderPage.parse(text(header)) : USUAL;
    return new KernelDescription(
        page,
        EventFormats.read(events, page.wordBytes()),
        facts(beside),
        commands(cmdlines, beside.resolve("saved_cmdlines")),
        isInNanos(clock, beside.resolve("trace_clock")));
  }

  private static KernelFacts facts(Path beside) throws IOException {
    String release = textIfThere(beside.resolve("uname")).strip();
    KernelSymbols symbols =
        SymbolList.parse(
            textIfThere(beside.resolve("kallsyms")), textIfThere(beside.resolve("printk_formats")));
    return new KernelFacts(release.isEmpty() ? null : release, 0, symbols);
  }

  private static String textIfThere(Path file) throws IOException {
    return Files.isRegularFile(file) ? text(file) : "";
  }

  private static CommandNames commands(Path given, Path beside) throws IOException {
    if (given != null) {
      return CommandNames.parse(text(given));
    }
    return Files.isRegularFile(beside) ? CommandNames.parse(text(beside)) : null;
  }

  /** The file has all clocks, the chosen one in brackets. */
  private static boolean isInNanos(String given, Path traceClock) throws IOException {
    if (given != null) {
      return !COUNTERS.contains(given);
    }
    Matcher chosen = CHOSEN.matcher(textIfThere(traceClock));
    return !chosen.find() || !COUNTERS.contains(chosen.group(1));
  }

  /**
   * Bytes that are no UTF-8, as a task's name may have, are replaced. By stream: some files of a
   * mounted tracefs end after the first read, for which {@code Files.readAllBytes} takes one byte.
   */
  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // Errors of reads, as of a directory, do not say of which file.
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }

  /** Formats that could not be understood. */
  List<String> problems() {
    return formats.problems();
  }
}
