// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that the kernel prints by functions of its own. */
class OwnTextTest {

  private static final KernelSymbols SYMBOLS =
      address ->
          address >>> 12 == 1 ? "vfs_read+0x" + Long.toHexString(address & 0xfff) + "/0x90" : null;

  private static final String ENTER = "\"fd: 0x%08lx\", ((unsigned long)(REC->fd))";

  @ParameterizedTest
  @CsvSource({
    "6.1.0-56-amd64, 'sys_read(fd: 9, buf: ff, count: ffffffffffffffff)'",
    "6.15.2, 'sys_read(fd: 9, buf: ff, count: ffffffffffffffff)'",
    "6.16.0-rc1, 'sys_read(fd: 9, buf: 0xff, count: 0xffffffffffffffff)'",
    "7.0, 'sys_read(fd: 9, buf: 0xff, count: 0xffffffffffffffff)'",
    "next, 'sys_read(fd: 9, buf: 0xff, count: 0xffffffffffffffff)'",
  })
  void systemCallsArguments(String release, String expected) throws Exception {
    Sample sample = Sample.of(ENTER).event("syscalls", "sys_enter_read");
    sample.facts(new KernelFacts(release, 0, KernelSymbols.NONE));
    sample.with("s32", "__syscall_nr", 0).with("u64", "fd", 9).with("char *", "buf", 255);
    assertEquals(expected, sample.with("u64", "count", -1).line());
  }

  /** As Linux 7.2 prints them. */
  @Test
  void whatArgumentsPointTo() throws Exception {
    String format = "\"filename: 0x%08lx \\\"%s\\\"\", REC->filename, __get_str(__filename_val)";
    Sample text = Sample.of(format).event("syscalls", "sys_enter_chdir");
    text.with("const char *", "filename", 0x7ffd80d3bf40L).storedText("__filename_val", "/sys");
    assertEquals("sys_chdir(filename: 0x7ffd80d3bf40 \"/sys\")", text.line());
    Sample bytes = Sample.of("\"(%s)\", __print_dynamic_array(__buf_val, 1)");
    bytes.event("syscalls", "sys_enter_write").with("const char *", "buf", 0x491706);
    bytes.stored("char", "__buf_val", (byte) 'x', (byte) 0xff);
    assertEquals("sys_write(buf: 0x491706 (78:ff) \"x.\")", bytes.line());
  }

  @Test
  void flagsOfSystemCallsByName() throws Exception {
    Sample sample =
        Sample.of(
            "\"dfd: 0x%08lx, flags: %s, mode: 0%03o\", ((unsigned long)(REC->dfd)),"
                + " __print_flags(REC->flags, \"|\", { 0x1, \"O_WRONLY\" }, { 0x40, \"O_CREAT\" }),"
                + " ((unsigned long)(REC->mode))");
    sample.event("syscalls", "sys_enter_openat").with("u64", "dfd", 0xffffff9cL);
    sample.with("u64", "flags", 0x41).with("u64", "mode", 0666);
    assertEquals("sys_openat(dfd: 4294967196, flags: O_WRONLY|O_CREAT, mode: 0666)", sample.line());
  }

  @Test
  void systemCallsWithoutArguments() throws Exception {
    Sample sample = Sample.of("\"\"").event("syscalls", "sys_enter_getpid");
    assertEquals("sys_getpid()", sample.with("s32", "__syscall_nr", 39).line());
  }

  @Test
  void systemCallsResults() throws Exception {
    Sample sample = Sample.of("\"0x%lx\", REC->ret").event("syscalls", "sys_exit_read");
    assertEquals("sys_read -> 0xfffffffffffffff5", sample.with("s64", "ret", -11).line());
  }

  @Test
  void markersWithAndWithoutLineEnd() throws Exception {
    assertEquals("tracing_mark_write: hello", mark("hello\n\0").line());
    assertEquals("tracing_mark_write: a\nb", mark("a\nb").line());
    assertEquals("vfs_read: x", mark("x").symbols(SYMBOLS).line());
  }

  private static Sample mark(String text) {
    return Sample.of("\"%ps: %s\", (void *)REC->ip, REC->buf")
        .event("ftrace", "print")
        .with("unsigned long", "ip", 0x1000)
        .rest("char buf[]", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void rawData() throws Exception {
    Sample sample = Sample.of("\"id:%04x %08x\", REC->id, (int)REC->buf[0]");
    sample
        .event("ftrace", "raw_data")
        .with("u32", "id", 0x2a)
        .rest("char buf[]", (byte) 1, (byte) -1);
    assertEquals("# 2a buf: 01 ff", sample.line());
  }

  @Test
  void stacks() throws Exception {
    byte[] kernel = words(0x1010, 0x5000, -1, 0x1000);
    assertEquals(
        "<stack trace>\n => vfs_read\n => 0x5000",
        stack("kernel_stack").with("s32", "size", 4).rest("unsigned long caller[]", kernel).line());
    byte[] user = words(0x7f00, 0x1000, 0, 5);
    assertEquals(
        "<user stack trace>\n =>  <0000000000007f00>\n =>  <0000000000001000>",
        stack("user_stack").with("u32", "tgid", 4).rest("unsigned long caller[]", user).line());
  }

  private static Sample stack(String name) {
    return Sample.of("\"\"").event("ftrace", name).symbols(SYMBOLS);
  }

  private static byte[] words(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }

  @Test
  void functions() throws Exception {
    Sample sample = Sample.of("\" %ps <-- %ps\", (void *)REC->ip, (void *)REC->parent_ip");
    sample.event("ftrace", "function").symbols(SYMBOLS);
    sample.with("unsigned long", "ip", 0x1000).with("unsigned long", "parent_ip", 0x5000);
    assertEquals("vfs_read <-0x5000", sample.line());
    Sample alone = Sample.of("\"\"").event("ftrace", "function").symbols(SYMBOLS);
    alone.with("unsigned long", "ip", 0x1000).with("unsigned long", "parent_ip", 0);
    assertEquals("vfs_read", alone.line());
  }

  @Test
  void functionsThatSaySomething() throws Exception {
    Sample sample = Sample.of("\"%ps: %s\", (void *)REC->ip, REC->str").event("ftrace", "bputs");
    sample.symbols(SYMBOLS).with("unsigned long", "ip", 0x1000).with("const char *", "str", 0x77);
    assertEquals("vfs_read: 0x77", sample.line());
  }

  @Test
  void otherEventsOfFtraceLoseTheirLineEnd() throws Exception {
    Sample sample = Sample.of("\"seq:%u\\n\", REC->seq").event("ftrace", "timerlat");
    assertEquals("timerlat: seq:3", sample.with("u32", "seq", 3).line());
  }

  @Test
  void probes() throws Exception {
    String format = "\"(%lx) fd=%d name=\\\"%s\\\"\", REC->__probe_ip, REC->fd, __get_str(name)";
    Sample sample = Sample.of(format).event("kprobes", "open").symbols(SYMBOLS);
    sample.with("unsigned long", "__probe_ip", 0x1004).with("s32", "fd", -100);
    assertEquals(
        "open: (vfs_read+0x4/0x90) fd=-100 name=\"/etc\"",
        sample.storedText("name", "/etc").line());
  }

  @Test
  void whatAProbeCouldNotRead() throws Exception {
    String format = "\"(%lx) name=\\\"%s\\\"\", REC->__probe_ip, __get_str(name)";
    Sample sample = Sample.of(format).event("uprobes", "open");
    sample.with("unsigned long", "__probe_ip", 0x401615).stored("char", "name");
    assertEquals("open: (0x401615) name=(fault)", sample.line());
  }

  @Test
  void returnsFromProbedFunctions() throws Exception {
    String format = "\"(%lx <- %lx) ret=%d\", REC->__probe_func, REC->__probe_ret_ip, REC->ret";
    Sample sample = Sample.of(format).event("kprobes", "ret").symbols(SYMBOLS);
    sample.with("unsigned long", "__probe_func", 0x1000);
    sample.with("unsigned long", "__probe_ret_ip", 0x1010).with("s32", "ret", 3);
    assertEquals("ret: (vfs_read+0x10/0x90 <- vfs_read) ret=3", sample.line());
  }

  @Test
  void stacksAndProbesHaveNamesOfTheirOwn() throws Exception {
    KernelSymbols symbols =
        address ->
            address == 1 ? "arch_rethook_trampoline+0x0/0x60" : "ext4_sync_file+0x4/0x80 [ext4]";
    assertEquals(
        "<stack trace>\n => [unknown/kretprobe'd]\n => ext4_sync_file",
        stack("kernel_stack").symbols(symbols).rest("unsigned long caller[]", words(1, 2)).line());
    String format = "\"(%lx <- %lx)\", REC->__probe_func, REC->__probe_ret_ip";
    Sample sample = Sample.of(format).event("kprobes", "ret").symbols(symbols);
    sample.with("unsigned long", "__probe_func", 2).with("unsigned long", "__probe_ret_ip", 3);
    assertEquals("ret: (ext4_sync_file+0x4/0x80 [ext4] <- ext4_sync_file)", sample.line());
  }

  @Test
  void syntheticEventsHaveNoCommas() throws Exception {
    String format = "\"lat=%llu, comm=%s\", REC->lat, __get_str(comm)";
    Sample sample = Sample.of(format).event("synthetic", "wakelat");
    assertEquals(
        "wakelat: lat=5 comm=a, b", sample.with("u64", "lat", 5).storedText("comm", "a, b").line());
  }
}
