// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.tracefs.elf.Demangler;
import io.jftrace.tracefs.elf.ElfImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel has after specifications of functions of libc and libjvm. */
class ProbeDefinerKernelTest {

  @TempDir private Path directory;

  private ProbedKernel kernel;

  @BeforeEach
  void kernel() throws IOException {
    kernel = new ProbedKernel("define");
  }

  @AfterEach
  void remove() throws IOException {
    kernel.close();
    assertEquals(List.of(), kernel.definitions());
  }

  /** The definitions with FILE:OFF instead of the place, which differs. */
  private List<String> definitions() throws IOException {
    return kernel.definitions().stream()
        .map(line -> line.replace(kernel.group(), "G").replaceFirst(" /\\S+:0x\\w+", " FILE:OFF"))
        .toList();
  }

  private static void assumeX86() {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "names of registers are of x86-64");
  }

  private static void assumeStaticProbes() throws IOException {
    Path libjvm = Libraries.ofProcess(ProcessHandle.current().pid()).find("libjvm");
    assumeFalse(ElfImage.read(libjvm).usdtSites().isEmpty(), "this JVM has no static probes");
  }

  @Test
  void aCallIsAnEntryAndAReturn() throws Exception {
    assumeX86();
    DefinedProbe probe =
        kernel.define("call:libc:write fd=arg0:s32 text=arg1:string(arg2) n=retval").get(0);
    assertEquals("write", probe.name());
    assertEquals("call:libc:write", probe.place());
    assertEquals(kernel.group() + "/probe_write", probe.entry().event());
    assertEquals(kernel.group() + "/return_write", probe.exit().event());
    assertEquals(
        List.of(
            "p:G/probe_write FILE:OFF fd=%di:s32 len1__=%dx:u32 text=+0(%si):string"
                + " sp__=$stack:u64",
            "r:G/return_write FILE:OFF n=$retval:s64 sp__=$stack:u64"),
        definitions());
    assertEquals(
        List.of(
            new RecordedValue("fd", "fd", ValueType.SIGNED, null),
            new RecordedValue("text", "text", ValueType.TEXT, "len1__")),
        probe.entry().values());
    assertEquals(
        List.of(new RecordedValue("n", "n", ValueType.SIGNED, null)), probe.exit().values());
    assertEquals("sp__", probe.entry().stackPointerField());
    assertEquals("sp__", probe.exit().stackPointerField());
  }

  @Test
  void aCallHasWhatTheFunctionReturns() throws Exception {
    DefinedProbe probe = kernel.define("alloc=call:libc:malloc /sp__ > 0/ rate=9").get(0);
    assertEquals("alloc", probe.name());
    assertEquals(9, probe.maxShownPerSecond());
    assertEquals("sp__ > 0", probe.entry().filter());
    assertEquals("", probe.exit().filter());
    assertEquals(
        List.of(new RecordedValue("retval", "retval", ValueType.SIGNED, null)),
        probe.exit().values());
    String event = "events/" + kernel.group() + "/probe_alloc/filter";
    assertEquals("none", kernel.instance().get(event).strip());
  }

  @Test
  void operandsMayBeTheKernels() throws Exception {
    assumeX86();
    kernel.define("uprobe:libc:open a=%si:x32 b=+0(%di):string c=$comm d=arg7:bool e=$stack0");
    assertEquals(
        List.of(
            "p:G/probe_open FILE:OFF a=%si:x32 b=+0(%di):string c=$comm d=$stack2:u8"
                + " e=$stack0:u64"),
        definitions());
  }

  @Test
  void aPlaceInsideAFunction() throws Exception {
    kernel.define("begin=uprobe:libc:malloc+0");
    kernel.define("inside=uprobe:libc:malloc+0x4");
    List<Long> offsets =
        kernel.definitions().stream()
            .map(line -> Long.decode(line.split(":", -1)[2].strip()))
            .toList();
    assertEquals(4, offsets.get(1) - offsets.get(0));
  }

  @Test
  void aGlobIsSeveral() throws Exception {
    List<DefinedProbe> probes = kernel.define("m=uprobe:libc:mallo*");
    Set<String> names = new HashSet<>();
    probes.forEach(probe -> names.add(probe.name()));
    assertTrue(names.contains("m_malloc"), names.toString());
    assertTrue(names.contains("m_mallopt"), names.toString());
    assertEquals(probes.size(), names.size());
    assertEquals(probes.size(), new HashSet<>(places()).size());
  }

  private List<String> places() throws IOException {
    return kernel.definitions().stream().map(line -> line.split(" ", -1)[1]).toList();
  }

  @Test
  void aReturnAlone() throws Exception {
    DefinedProbe probe = kernel.define("uretprobe:libc:read n=retval:x64").get(0);
    assertNull(probe.exit());
    assertNull(probe.entry().stackPointerField());
    assertEquals(List.of("r:G/probe_read FILE:OFF n=$retval:x64"), definitions());
  }

  @Test
  void cppNamesAsWritten() throws Exception {
    assumeTrue(Demangler.demangle("_ZSt9terminatev") != null, "there is no libstdc++");
    List<DefinedProbe> byName = kernel.define("a=uprobe:libstdc++:std::terminate");
    List<DefinedProbe> byFullName = kernel.define("b=uprobe:libstdc++:std::terminate()");
    List<DefinedProbe> mangled = kernel.define("c=uprobe:libstdc++:_ZSt9terminatev");
    assertEquals("uprobe:libstdc++:std::terminate", byName.get(0).place());
    assertEquals(1, byName.size() * byFullName.size() * mangled.size());
    assertEquals(1, new HashSet<>(places()).size());
  }

  @Test
  void exceptionsThroughProbedReturnsAreWarnedOf() throws Exception {
    assumeTrue(Demangler.demangle("_ZSt9terminatev") != null, "there is no libstdc++");
    List<String> notices = kernel.define("call:libstdc++:std::terminate").get(0).notices();
    assertEquals(1, notices.size());
    assertTrue(
        notices.get(0).endsWith("an exception that passes through one would end the process"));
    assertEquals(List.of(), kernel.define("uprobe:libstdc++:std::unexpected").get(0).notices());
    assertEquals(List.of(), kernel.define("call:libjvm:JavaThread::run").get(0).notices());
  }

  @Test
  void aStaticProbeHasItsArguments() throws Exception {
    assumeStaticProbes();
    DefinedProbe probe = kernel.define("usdt:libjvm:hotspot:thread__start").get(0);
    assertEquals(
        List.of("name", "javaId", "nativeId", "daemon"),
        probe.entry().values().stream().map(RecordedValue::name).toList());
    assertEquals(ValueType.TEXT, probe.entry().values().get(0).type());
    assertEquals(ValueType.BOOLEAN, probe.entry().values().get(3).type());
  }

  @Test
  void aStaticProbeOfSeveralPlacesIsOneEvent() throws Exception {
    assumeStaticProbes();
    kernel.define("usdt:libjvm:hotspot:thread__sleep__end done=arg0:s32");
    kernel.define("usdt:libjvm:hotspot:monitor__notify*");
    Set<String> names = new HashSet<>();
    for (String line : kernel.definitions()) {
      names.add(line.replaceFirst(" .*", "").replaceFirst(".*/", ""));
    }
    assertEquals(
        Set.of("probe_thread__sleep__end", "probe_monitor__notify", "probe_monitor__notifyAll"),
        names);
  }

  @Test
  void anIntervalIsFromOneToAnother() throws Exception {
    assumeStaticProbes();
    DefinedProbe probe =
        kernel.define("pool=usdt:libjvm:hotspot:mem__pool__gc__begin..mem__pool__gc__end").get(0);
    assertTrue(probe.isCall());
    assertNull(probe.entry().stackPointerField());
    assertEquals("usedBytes", probe.entry().values().get(3).name());
    assertEquals(
        List.of("usedBytesAtEnd", "committedBytesAtEnd", "maxBytesAtEnd"), namesAtEnd(probe));
    assertEquals("usedBytes", probe.exit().values().get(0).field());
  }

  @Test
  void whatIsTheSameAtTheEndIsThereOnce() throws Exception {
    assumeStaticProbes();
    String compile = "usdt:libjvm:hotspot:method__compile__begin..method__compile__end";
    assertEquals(List.of("success"), namesAtEnd(kernel.define("a=" + compile).get(0)));
  }

  private static List<String> namesAtEnd(DefinedProbe probe) {
    return probe.exit().values().stream().map(RecordedValue::name).toList();
  }

  @Test
  void allStaticProbesOfTheJvmCanBeHad() throws Exception {
    assumeStaticProbes();
    Path libjvm = Libraries.ofProcess(ProcessHandle.current().pid()).find("libjvm");
    Set<String> names = new HashSet<>();
    ElfImage.read(libjvm).usdtSites().stream()
        .filter(site -> site.provider().equals("hotspot"))
        .forEach(site -> names.add(site.name()));
    for (String name : names) {
      List<DefinedProbe> probes = kernel.defineAndDelete("usdt:libjvm:hotspot:" + name);
      assertEquals(List.of(), probes.get(0).notices(), name);
    }
  }

  @Test
  void aTracepointIsThere() throws Exception {
    DefinedProbe all = kernel.define("tracepoint:sched:sched_process_exec").get(0);
    assertEquals("sched/sched_process_exec", all.entry().event());
    assertEquals(List.of(), all.definitions());
    assertTrue(
        all.entry()
            .values()
            .contains(new RecordedValue("filename", "filename", ValueType.TEXT, null)));
    DefinedProbe one = kernel.define("x=tracepoint:sched:sched_switch to=next_pid:x32").get(0);
    assertEquals(
        List.of(new RecordedValue("to", "next_pid", ValueType.HEX, null)), one.entry().values());
  }

  @Test
  void noReturnWhereItWouldEndProcesses() throws Exception {
    Path release = Files.writeString(directory.resolve("osrelease"), "6.12.9-200.fc41.x86_64\n");
    ProbeException e =
        assertThrows(ProbeException.class, () -> kernel.define("call:libc:malloc", release));
    assertEquals(
        """
        on Linux 6.12 a probe at a function's return ends processes that have a seccomp filter
          call:libc:malloc
          ^""",
        e.explained());
    kernel.define("uprobe:libc:malloc", release);
  }

  @Test
  void slowHitsAreTold() throws Exception {
    assumeX86();
    ProbeCost cost = kernel.define("uprobe:libc:malloc").get(0).cost();
    assertTrue(cost.library().getFileName().toString().startsWith("libc"), cost.toString());
    // Behind the first instruction of a function, which is cheap as a rule, few others are.
    Path libjvm = Libraries.ofProcess(ProcessHandle.current().pid()).find("libjvm");
    ElfImage image = ElfImage.read(libjvm);
    for (String function : List.of("JVM_MonitorWait", "JNI_CreateJavaVM", "JVM_Sleep", "JVM_GC")) {
      for (DefinedProbe probe : kernel.define("uprobe:libjvm:" + function + "*")) {
        String place = probe.place().substring(probe.place().lastIndexOf(':') + 1);
        boolean cheap =
            image
                .hitCost(image.behindMark(image.exportedFunction(place).orElseThrow().fileOffset()))
                .isCheap();
        assertEquals(!cheap, probe.cost().isSingleStepped(), place);
      }
    }
  }
}
