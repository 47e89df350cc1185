// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.probe.DefinedProbe;
import io.jftrace.tracefs.probe.ProbeCost;
import io.jftrace.tracefs.probe.ProbeException;
import io.jftrace.tracefs.probe.ProbeKind;
import io.jftrace.tracefs.probe.RecordedEvent;
import io.jftrace.tracefs.probe.RecordedValue;
import io.jftrace.tracefs.probe.ValueType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a kernel that is made of files, which refuses what it has no file for. */
class ProbeTracingTest {

  private static final String GROUP = "jftrace_1_2";
  private static final String TRACEPOINT = "block/block_plug";
  private static final int READER_TID = 4;
  private static final String FIELDS =
      """
      	field:u32 size;	offset:8;	size:4;	signed:0;
      	field:u64 sp__;	offset:16;	size:8;	signed:0;
      """;

  @TempDir private Path root;
  private final ActivityLog log = new ActivityLog();
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Tracefs tracefs;
  private Instance instance;
  private ProbeTracing probes;
  private TidFilter filter;
  private int ids = 100;

  @BeforeEach
  void kernel() throws IOException {
    Files.createDirectory(root.resolve("instances"));
    Files.createFile(root.resolve("uprobe_events"));
    tracefs = Tracefs.at(root);
    instance = Instance.create(tracefs, "one");
    probes = new ProbeTracing(tracefs, log, errors::add, warnings::add);
    kernelHas(SchedulerDecoder.SWITCH);
    kernelHas(SchedulerDecoder.WAKING);
    kernelHas(TRACEPOINT);
    filter = new TidFilter(instance, new ProcTasks(), List.of(), READER_TID);
    filter.set(new int[] {10, 11});
  }

  private void kernelHas(String event) throws IOException {
    ProbeFormats.write(tracefs, event, ids++, FIELDS);
    Path directory = Files.createDirectories(instance.directory().resolve("events/" + event));
    Files.writeString(directory.resolve("enable"), "0");
    Files.writeString(directory.resolve("filter"), "none");
  }

  private String file(String event, String name) throws IOException {
    return Files.readString(instance.directory().resolve("events/" + event + "/" + name));
  }

  private static String entry(String probe) {
    return GROUP + "/probe_" + probe;
  }

  private static String exit(String probe) {
    return GROUP + "/return_" + probe;
  }

  private static RecordedEvent recorded(String event, String eventFilter, String stackPointer) {
    return new RecordedEvent(
        event,
        eventFilter,
        stackPointer,
        List.of(new RecordedValue("size", "size", ValueType.UNSIGNED, null)));
  }

  private DefinedProbe call(String name, String eventFilter) {
    return call(ProbeKind.CALL, name, eventFilter);
  }

  private DefinedProbe call(ProbeKind kind, String name, String eventFilter) {
    Path file = root.resolve("uprobe_events");
    return new DefinedProbe(
        name,
        kind,
        kind.word() + ":libc:" + name,
        recorded(entry(name), eventFilter, "sp__"),
        recorded(exit(name), "", "sp__"),
        7,
        List.of(
            new Definition(file, GROUP, "probe_" + name),
            new Definition(file, GROUP, "return_" + name)),
        new ProbeCost(false, null, 0),
        List.of());
  }

  private static DefinedProbe tracepoint(String name, String event, String eventFilter) {
    return new DefinedProbe(
        name,
        ProbeKind.TRACEPOINT,
        "tracepoint:" + event,
        recorded(event, eventFilter, null),
        null,
        0,
        List.of(),
        new ProbeCost(false, null, 0),
        List.of());
  }

  private DecoderTable trace(DefinedProbe... defined) {
    probes.define(text -> List.of(defined), List.of("a:b"));
    DecoderTable.Builder builder = new DecoderTable.Builder(tracefs);
    builder.addIfUnderstood(
        SchedulerDecoder.SWITCH,
        format -> (cpu, time, b, at, n) -> log.syscallExited(time, b.getInt(at + 4), 24, 0));
    probes.addTo(builder);
    DecoderTable table = builder.build();
    probes.enable(instance, filter);
    return table;
  }

  private List<String> traced() {
    return probes.types().stream().map(ProbeType::name).toList();
  }

  private static ByteBuffer record(int id, int flags, int tid, long stackPointer) {
    ByteBuffer buffer = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
    return buffer
        .putShort(0, (short) id)
        .put(2, (byte) flags)
        .putInt(4, tid)
        .putLong(16, stackPointer);
  }

  @Test
  void aCallIsFilteredEnabledAndDeleted() throws Exception {
    kernelHas(entry("open"));
    kernelHas(exit("open"));
    trace(call("open", "size > 4096"));
    assertEquals(List.of(), errors);
    ProbeType type = probes.types().get(0);
    assertEquals("open", type.name());
    assertTrue(type.isCall());
    assertTrue(type.entriesFiltered());
    assertEquals(7, type.maxShownPerSecond());
    assertEquals("11", file(entry("open"), "enable") + file(exit("open"), "enable"));
    String ofThreads = file(exit("open"), "filter");
    assertTrue(ofThreads.matches("\\(.*common_pid.*\\) && common_pid != 4"), ofThreads);
    assertEquals(ofThreads + " && (size > 4096)", file(entry("open"), "filter"));

    Files.writeString(
        instance.directory().resolve("events/" + exit("open") + "/filter"), "to be replaced");
    filter.set(new int[] {10, 11, 12});
    String later = file(exit("open"), "filter");
    assertTrue(later.matches("\\(.*common_pid.*\\) && common_pid != 4"), later);
    assertEquals(later + " && (size > 4096)", file(entry("open"), "filter"));

    probes.delete();
    assertEquals(
        List.of("-:" + GROUP + "/return_open", "-:" + GROUP + "/probe_open"),
        Files.readAllLines(root.resolve("uprobe_events")));
  }

  @Test
  void hitsArePassedWithTheirStackPointer() throws Exception {
    kernelHas(entry("open"));
    int entryId = ids - 1;
    kernelHas(exit("open"));
    int exitId = ids - 1;
    DecoderTable table = trace(call("open", ""));
    assertNull(table.decode(0, 1000, record(entryId, 0, 10, 0x7f00), 0, 24));
    assertNull(table.decode(0, 2000, record(exitId, 0, 10, 0x7f08), 0, 24));
    assertEquals(2, log.entries.size());
    assertTrue(log.entries.get(0).toString().contains("ENTRY sp=7f00"), log.entries.toString());
    assertTrue(log.entries.get(1).toString().contains("RETURN sp=7f08"), log.entries.toString());
  }

  /** What a function of the kernel does in an interrupt is not the doing of the thread below it. */
  @Test
  void hitsInInterruptsAreLeftOutAtFunctionsOfTheKernel() throws Exception {
    kernelHas(entry("open"));
    kernelHas(exit("open"));
    kernelHas(entry("alloc"));
    kernelHas(exit("alloc"));
    DecoderTable table =
        trace(
            call("open", ""),
            call(ProbeKind.KCALL, "alloc", ""),
            tracepoint("plug", TRACEPOINT, ""));
    int hardInterrupt = 0x08;
    for (String event : List.of(entry("open"), entry("alloc"), TRACEPOINT)) {
      int id = tracefs.format(event).id();
      assertNull(table.decode(0, 1000, record(id, hardInterrupt, 10, 0), 0, 24));
    }
    assertEquals(
        List.of("open", "plug"), log.entries.stream().map(ActivityLog.Entry::event).toList());
  }

  @Test
  void aCallWhoseEntryIsRefusedIsUndoneAndOthersGoOn() throws Exception {
    kernelHas(entry("bad"));
    kernelHas(exit("bad"));
    Files.delete(instance.directory().resolve("events/" + entry("bad") + "/enable"));
    kernelHas(entry("good"));
    kernelHas(exit("good"));
    trace(call("bad", ""), call("good", ""));
    assertEquals(List.of("good"), traced());
    assertEquals("0", file(exit("bad"), "enable"));
    assertEquals(1, errors.size());
    assertTrue(errors.get(0).startsWith("probe left out: bad: cannot write '1' to"), errors.get(0));
    String before = file(entry("bad"), "filter");
    filter.set(new int[] {2000});
    assertEquals(before, file(entry("bad"), "filter"), "still filtered");
  }

  @Test
  void anEventThatIsRecordedAnywayIsPassedToBothTheProbeFirst() throws Exception {
    DecoderTable table = trace(tracepoint("switch", SchedulerDecoder.SWITCH, ""));
    int id = tracefs.format(SchedulerDecoder.SWITCH).id();
    String before = file(SchedulerDecoder.SWITCH, "filter");
    assertNull(table.decode(0, 1000, record(id, 0, 10, 0), 0, 24));
    assertEquals(2, log.entries.size());
    assertTrue(log.entries.get(0).toString().contains("HIT"), log.entries.toString());
    assertEquals(List.of("switch"), traced());
    assertEquals("0", file(SchedulerDecoder.SWITCH, "enable"), "the agent enables it itself");
    assertEquals(before, file(SchedulerDecoder.SWITCH, "filter"));
  }

  @Test
  void filtersThatCannotBeAreRefused() {
    trace(
        tracepoint("switch", SchedulerDecoder.SWITCH, "size > 1"),
        tracepoint("plug", TRACEPOINT, "size > 1"),
        tracepoint("small", TRACEPOINT, "size < 1"),
        tracepoint("same", TRACEPOINT, "size > 1"));
    assertEquals(List.of("plug", "same"), traced());
    assertEquals(
        List.of(
            "probe left out: switch: the agent needs the event sched/sched_switch itself, so it"
                + " cannot have a filter",
            "probe left out: small: the event block/block_plug has another probe, with another"
                + " filter; it can have one only"),
        errors);
  }

  @Test
  void badSpecificationsAreToldAndOthersGoOn() {
    Map<String, DefinedProbe> known = Map.of("a:good", tracepoint("plug", TRACEPOINT, ""));
    probes.define(
        text -> {
          if (!known.containsKey(text)) {
            throw new ProbeException("no such thing", text, 2);
          }
          return List.of(known.get(text));
        },
        List.of("a:bad", "a:good"));
    assertEquals(List.of("probe left out: no such thing\n  a:bad\n    ^"), errors);
    assertEquals(List.of("plug"), traced());
  }

  @Test
  void ofAGroupWhatIsTheSameIsToldOnce() {
    probes.define(
        text -> {
          boolean isFirst = text.startsWith("jvm_gc=") || text.startsWith("jvm_class_loaded=");
          throw new ProbeException(isFirst ? "no room" : "no such thing", text, 5);
        },
        List.of("jvm-gc", "jvm-class", "jvm-gc rate=5"));
    assertEquals(
        List.of(
            "probe left out: no room (jvm_gc)\n  jvm-gc\n  ^",
            "probes left out: no such thing (jvm_pool_before_gc, jvm_pool_after_gc)\n"
                + "  jvm-gc\n  ^",
            "probe left out: no room (jvm_class_loaded)\n  jvm-class\n  ^",
            "probes left out: no such thing"
                + " (jvm_class_unloaded, jvm_class_init, jvm_class_init_error)\n"
                + "  jvm-class\n  ^",
            "probe left out: the group jvm-gc is given twice\n  jvm-gc rate=5\n  ^"),
        errors);
  }

  @Test
  void whatNoPlaceIsToBlameForIsToldOnceForAllGroups() {
    probes.define(
        text -> {
          throw new ProbeException("no static probes", text, -1);
        },
        List.of("jvm-gc", "jvm-class"));
    assertEquals(List.of("probe left out: no static probes"), errors);
  }
}
