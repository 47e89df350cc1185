// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.linux.RawFile;
import io.jftrace.tracefs.print.CommandNames;
import io.jftrace.tracefs.print.EventText;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A recording of the running kernel, in the files that those of other kernels have. */
final class LiveRecording {

  /** Those of them that the kernel has are recorded. */
  private static final List<String> SYSTEMS =
      List.of(
          "sched",
          "raw_syscalls",
          "syscalls",
          "task",
          "signal",
          "irq",
          "timer",
          "workqueue",
          "rcu",
          "exceptions",
          "block",
          "writeback",
          "filemap",
          "kmem",
          "net",
          "sock",
          "tcp",
          "irq_vectors",
          "ext4",
          "jbd2",
          "cgroup",
          "power",
          "mmap",
          "csd");

  private static final String BUFFER_KB = "16384";
  private static final long MAX_SECONDS = 10;

  private final Tracefs tracefs;
  private final Instance instance;
  private final Path directory;
  private final Set<String> notUnderstood = new HashSet<>();
  private boolean fieldsText;
  private CommandNames before;
  private CommandNames after;

  private LiveRecording(Tracefs tracefs, Instance instance, Path directory) {
    this.tracefs = tracefs;
    this.instance = instance;
    this.directory = directory;
  }

  /**
   * Records at least so many events of this process and its children into files of that directory.
   */
  static LiveRecording make(Tracefs tracefs, Instance instance, Path directory, int events)
      throws Exception {
    LiveRecording live = new LiveRecording(tracefs, instance, directory);
    live.describe();
    live.record(events);
    live.writeTexts();
    live.writeSubBuffers();
    return live;
  }

  private void describe() throws IOException {
    Path events = tracefs.root().resolve("events");
    Files.createSymbolicLink(directory.resolve("events"), events);
    Files.copy(Path.of("/proc/sys/kernel/osrelease"), directory.resolve("uname"));
    Files.copy(Path.of("/proc/kallsyms"), directory.resolve("kallsyms"));
    Files.copy(tracefs.root().resolve("printk_formats"), directory.resolve("printk_formats"));
    EventFormats formats = EventFormats.read(events, SubBufferLayout.NATIVE.wordBytes());
    for (EventFormats.Event event : formats.all()) {
      if (!EventText.of(event, SubBufferLayout.NATIVE).isUnderstood()) {
        notUnderstood.add(event.format().name());
      }
    }
  }

  private void record(int events) throws Exception {
    instance.set("trace_clock", "mono");
    instance.set("buffer_size_kb", BUFFER_KB);
    followOwnTasks();
    for (String system : SYSTEMS) {
      if (Files.isDirectory(instance.directory().resolve("events").resolve(system))) {
        instance.set("events/" + system + "/enable", "1");
      }
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    try (Activity activity = Activity.begin(directory)) {
      while (entries() < events + events / 4 && System.nanoTime() < end) {
        activity.once();
      }
    }
    instance.set("tracing_on", "0");
    // All tasks pay for events that are enabled, and the texts take a while.
    instance.set("events/enable", "0");
  }

  /** Others would be slowed down by the recording of what they do. */
  private void followOwnTasks() throws IOException {
    instance.set("options/event-fork", "1");
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      instance.set(
          "set_event_pid",
          tasks.map(task -> task.getFileName().toString()).collect(Collectors.joining(" ")));
    }
  }

  private long entries() throws IOException {
    long entries = 0;
    try (Stream<Path> cpus = Files.list(instance.directory().resolve("per_cpu"))) {
      for (Path cpu : cpus.toList()) {
        String stats = Files.readString(cpu.resolve("stats"));
        entries += Long.parseLong(stats.substring("entries: ".length(), stats.indexOf('\n')));
      }
    }
    return entries;
  }

  /** Reading the text does not consume. */
  private void writeTexts() throws IOException {
    // Else addresses would be shown as other numbers, which cannot be computed.
    instance.setIfPresent("options/hash-ptr", "0");
    before = commandNames();
    copy("trace", "trace.txt");
    after = commandNames();
    fieldsText = Files.exists(instance.directory().resolve("options/fields"));
    if (fieldsText) {
      instance.set("options/fields", "1");
      copy("trace", "fields.txt");
    }
  }

  private CommandNames commandNames() throws IOException {
    byte[] names = Files.readAllBytes(tracefs.root().resolve("saved_cmdlines"));
    Files.write(directory.resolve("saved_cmdlines"), names);
    return CommandNames.parse(new String(names, StandardCharsets.UTF_8));
  }

  private void copy(String file, String name) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
      // Not by Files.copy: newer JDKs have the kernel copy, which gives nothing of such a file.
      out.write(Files.readAllBytes(instance.directory().resolve(file)));
    }
  }

  private void writeSubBuffers() throws IOException {
    int sizeBytes = instance.subBufferBytes();
    ByteBuffer subBuffer = ByteBuffer.allocateDirect(sizeBytes);
    try (Stream<Path> cpus = Files.list(instance.directory().resolve("per_cpu"))) {
      for (Path cpu : cpus.toList()) {
        Path pages = directory.resolve(cpu.getFileName() + ".pages");
        try (RawFile raw = RawFile.open(cpu.resolve("trace_pipe_raw"));
            WritableByteChannel out = Channels.newChannel(Files.newOutputStream(pages))) {
          long address = RawFile.addressOf(subBuffer);
          for (int n = raw.read(address, sizeBytes); n > 0; n = raw.read(address, sizeBytes)) {
            out.write(subBuffer.clear().limit(n));
          }
        }
      }
    }
  }

  /** Whether the kernel can print all fields. */
  boolean hasFieldsText() {
    return fieldsText;
  }

  /** Whether the event's text can be made from its format. */
  boolean isTextUnderstood(String event) {
    return !notUnderstood.contains(event);
  }

  /** Whether the kernel may have shown the task by another name than it has in the end. */
  boolean isNameUnstable(int pid) {
    return !before.name(pid).equals(after.name(pid));
  }
}
