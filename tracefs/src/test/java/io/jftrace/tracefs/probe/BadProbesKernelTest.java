// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jftrace.tracefs.elf.ElfImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that users are told of bad specifications. Functions are of libc and libjvm. */
class BadProbesKernelTest {

  private ProbedKernel kernel;

  @BeforeEach
  void kernel() throws IOException {
    kernel = new ProbedKernel("bad");
  }

  @AfterEach
  void remove() throws IOException {
    kernel.close();
  }

  static List<String> explained() {
    return List.of(
        """
        unknown kind of probe 'cal'; did you mean call?
          cal:libc:malloc
          ^""",
        """
        unknown library 'libjvmm'; did you mean libjvm?
          call:libjvmm:JVM_Sleep
               ^""",
        """
        there is no file /none/libx.so
          call:/none/libx.so:f
               ^""",
        """
        libc has no function mallloc; did you mean malloc?
          call:libc:mallloc
                    ^""",
        """
        libjvm has no functions JVM_Nothing*
          call:libjvm:JVM_Nothing*
                      ^""",
        """
        memcpy of libc is one of several functions, chosen for the processor when it is loaded \
        (IFUNC), and cannot be probed by its name
          call:libc:memcpy
                    ^""",
        """
        unknown value 'argx'; write argN, retval, %REGISTER, +OFFSET(%REGISTER), $stackN, $comm \
        or @ADDRESS
          call:libc:read fd=argx
                            ^""",
        """
        a text is written path=arg0:string
          call:libc:open64 path=str(arg0)
                                ^""",
        """
        a function's arguments are arg0 to arg12
          call:libc:read fd=arg99
                            ^""",
        """
        libjvm has no function JavaThread:run; did you mean JavaThread::run?
          call:libjvm:JavaThread:run
                      ^""",
        """
        field filename is an address; the text there is had from a function, as by \
        call:libc:open64 path=arg0:string
          tracepoint:syscalls:sys_enter_openat path=filename:string
                                                             ^""",
        """
        unknown type 'int'; did you mean s16, s32 or s64?
          call:libc:malloc size=arg0:int
                                     ^""",
        """
        the kernel refuses it: Invalid register name
          call:libc:malloc size=%zz:u64
                                ^""",
        """
        the kernel refuses it: Invalid register name
          call:libc:malloc a=arg0:string size=+8(%zz):u64
                                                 ^""",
        """
        the kernel refuses it: String accepts only memory argument
          uprobe:libc:open path=%di:string
                                    ^""",
        """
        the kernel refuses it: $retval is not available on probe
          uprobe:libc:malloc p=$retval
                               ^""",
        """
        the kernel refuses it: This argument name is already used
          uprobe:libc:malloc common_pid=arg0
                             ^""",
        """
        the kernel refuses the filter: Field not found; did you mean size?
          call:libc:malloc size=arg0 / size > 5 && siz < 9/ rate=5
                                                   ^""",
        """
        the kernel refuses the filter: Invalid value (did you forget quotes)?
          call:libc:malloc size=arg0 /size > many/
                                              ^""",
        """
        the kernel refuses the filter: Too many '('
          call:libc:malloc size=arg0 /((size > 1)/
                                      ^""",
        """
        the filter has no / at its end
          call:libc:malloc size=arg0 /size > 1
                                     ^""",
        """
        retval is there at a return only: in uretprobe, kretprobe, call, kcall
          uprobe:libc:malloc p=retval
                               ^""",
        """
        a return has retval only; arguments are there at the entry: in call
          uretprobe:libc:malloc size=arg0
                                     ^""",
        """
        the name duration is taken: every hit has a field of that name
          call:libc:malloc duration=arg0
                           ^""",
        """
        there are two arguments size
          call:libc:malloc size=arg0 size=arg1
                                     ^""",
        """
        unknown system 'shed' of tracepoints; did you mean sched?
          tracepoint:shed:sched_switch
                     ^""",
        """
        unknown tracepoint 'sched_swich' of sched; did you mean sched_switch?
          tracepoint:sched:sched_swich
                           ^""",
        """
        sched_switch has no field 'nextpid'; did you mean next_pid?
          tracepoint:sched:sched_switch pid=nextpid
                                            ^""",
        """
        field next_comm is a text
          tracepoint:sched:sched_switch pid=next_comm:u32
                                                      ^""",
        """
        rate is the number of hits a second that are shown, from 1, not 'x'
          call:libc:malloc rate=x
                                ^""",
        """
        a probe's name is 1 to 50 letters, digits and _, not 'my-probe'
          my-probe=call:libc:malloc
          ^""",
        """
        a function of the kernel is named in full, without * and ?
          kprobe:vfs_*
                 ^""");
  }

  /** Those of libjvm's static probes, which some builds do not have. */
  static List<String> ofStaticProbes() {
    return List.of(
        """
        unknown provider 'hotspt' of static probes; did you mean hotspot?
          usdt:libjvm:hotspt:gc__begin
                      ^""",
        """
        unknown probe 'gc__begn' of hotspot; did you mean gc__begin?
          usdt:libjvm:hotspot:gc__begn
                              ^""",
        """
        unknown probe 'gc__ends' of hotspot; did you mean gc__end?
          usdt:libjvm:hotspot:gc__begin..gc__ends
                                         ^""",
        """
        gc__begin has no argument arg7; it has arg0
          usdt:libjvm:hotspot:gc__begin full=arg7:bool
                                             ^""",
        """
        thread__start has no argument arg9; it has arg0 to arg4
          usdt:libjvm:hotspot:thread__start name=arg0:string(arg9)
                                                      ^""",
        """
        retval is there at a return only: in uretprobe, kretprobe, call, kcall
          usdt:libjvm:hotspot:gc__begin full=retval
                                             ^""",
        """
        an interval is from one probe to another, without * and ?
          usdt:libjvm:hotspot:gc__*..gc__end
                              ^""");
  }

  @ParameterizedTest
  @MethodSource("explained")
  void isExplained(String text) throws Exception {
    String spec = text.split("\n", -1)[1].strip();
    ProbeException e = assertThrows(ProbeException.class, () -> kernel.define(spec));
    assertEquals(text, e.explained());
    assertEquals(List.of(), kernel.definitions());
  }

  @ParameterizedTest
  @MethodSource("ofStaticProbes")
  void ofAStaticProbeIsExplained(String text) throws Exception {
    Path libjvm = Libraries.ofProcess(ProcessHandle.current().pid()).find("libjvm");
    assumeFalse(ElfImage.read(libjvm).usdtSites().isEmpty(), "this JVM has no static probes");
    isExplained(text);
  }

  /** Numbers differ between machines. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        too many probes: N match, and probes.max is N: raise it, or name fewer
          uprobe:libc:*a*
                      ^""",
        """
        offset N is outside of malloc, which has N bytes
          uprobe:libc:malloc+9999999
                             ^""",
        // Within endbr64, or the operand of the first instruction.
        """
        offset N is within an instruction of malloc_info: a probe there would change the program
          uprobe:libc:malloc_info+1
                                  ^""",
      })
  void numbersAreExplained(String text) {
    String spec = text.split("\n", -1)[1].strip();
    ProbeException e = assertThrows(ProbeException.class, () -> kernel.define(spec));
    String[] lines = e.explained().split("\n", 2);
    assertEquals(text, lines[0].replaceAll("\\d+", "N") + "\n" + lines[1]);
  }

  @Test
  void anUnknownFunctionOfTheKernelOrAKernelWithoutProbes() throws Exception {
    String spec = "kcall:no_such_function fd=arg0";
    ProbeException e = assertThrows(ProbeException.class, () -> kernel.define(spec));
    boolean hasProbes = Files.exists(kernel.tracefs().root().resolve("kprobe_events"));
    assertEquals(
        hasProbes
            ? "the kernel refuses it: Invalid probed address or symbol\n  " + spec + "\n        ^"
            : "this kernel has no kprobes (CONFIG_KPROBE_EVENTS)\n  " + spec + "\n  ^",
        e.explained());
  }

  @Test
  void aNameIsGivenOnce() throws Exception {
    kernel.define("uprobe:libc:malloc");
    ProbeException e =
        assertThrows(ProbeException.class, () -> kernel.define("call:libc:malloc size=arg0"));
    assertEquals(
        """
        there is a probe malloc already; call this one otherwise: NAME=KIND:…
          call:libc:malloc size=arg0
          ^""",
        e.explained());
    assertEquals(1, kernel.definitions().size());
  }

  @Test
  void ofSeveralNoneIsLeft() throws Exception {
    String spec = "call:libc:mallo* x=$retval:string";
    assertThrows(ProbeException.class, () -> kernel.define(spec));
    assertEquals(List.of(), kernel.definitions());
  }
}
