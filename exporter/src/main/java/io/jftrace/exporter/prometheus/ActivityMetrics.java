// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BlockOperation;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics about what threads ask of the kernel. A series appears once it is not 0, and a metric
 * with its first series: most are traced only if that is asked for.
 */
final class ActivityMetrics {

  private static final BlockOperation[] OPERATIONS = BlockOperation.values();
  private static final MemoryFunction[] FUNCTIONS = MemoryFunction.values();

  private final BlockTimes blocks;

  ActivityMetrics(BlockTimes blocks) {
    this.blocks = blocks;
  }

  List<MetricFamilySamples> families(List<PoolTimes> pools) {
    List<MetricFamilySamples> families = new ArrayList<>();
    migrations(pools).buildInto(families);
    systemCalls(pools).buildInto(families);
    systemCallTimes(pools).buildInto(families);
    faults(pools).buildInto(families);
    faultTimes(pools).buildInto(families);
    blockBytes(pools).buildInto(families);
    blockTimes().buildInto(families);
    blockErrors().buildInto(families);
    memoryCalls(pools).buildInto(families);
    memoryBytes(pools).buildInto(families);
    return families;
  }

  private static Family migrations(List<PoolTimes> pools) {
    Family family =
        Family.counter("jftrace_cpu_migrations", "Moves of threads to another CPU.", "pool");
    pools.forEach(times -> family.addCountIfAny(times.migrations(), times.pool()));
    return family;
  }

  private static Family systemCalls(List<PoolTimes> pools) {
    Family family = Family.counter("jftrace_syscalls", "System calls that ended.", "pool");
    pools.forEach(times -> family.addCountIfAny(times.activity().systemCalls(), times.pool()));
    return family;
  }

  private static Family systemCallTimes(List<PoolTimes> pools) {
    Family family =
        Family.counter("jftrace_syscall_seconds", "Time of threads in system calls.", "pool");
    pools.forEach(times -> family.addNanosIfAny(times.activity().systemCallNanos(), times.pool()));
    return family;
  }

  private static Family faults(List<PoolTimes> pools) {
    Family family =
        Family.counter("jftrace_page_faults", "Uses of memory that was not there.", "pool", "kind");
    for (PoolTimes times : pools) {
      family.addCountIfAny(times.activity().minorFaults(), times.pool(), "minor");
      family.addCountIfAny(times.activity().majorFaults(), times.pool(), "major");
    }
    return family;
  }

  private static Family faultTimes(List<PoolTimes> pools) {
    Family family =
        Family.counter(
            "jftrace_page_fault_seconds",
            "Time of threads in page faults that they waited in.",
            "pool",
            "kind");
    for (PoolTimes times : pools) {
      family.addNanosIfAny(times.activity().minorFaultNanos(), times.pool(), "minor");
      family.addNanosIfAny(times.activity().majorFaultNanos(), times.pool(), "major");
    }
    return family;
  }

  private static Family blockBytes(List<PoolTimes> pools) {
    Family family =
        Family.counter(
            "jftrace_block_io_bytes", "Bytes of requests to block devices.", "pool", "operation");
    for (PoolTimes times : pools) {
      for (BlockOperation operation : OPERATIONS) {
        family.addCountIfAny(
            times.activity().blockBytes(operation), times.pool(), operation.label());
      }
    }
    return family;
  }

  private static Family memoryCalls(List<PoolTimes> pools) {
    Family family =
        Family.counter(
            "jftrace_native_memory_calls", "Calls for native memory.", "pool", "function");
    for (PoolTimes times : pools) {
      for (MemoryFunction function : FUNCTIONS) {
        family.addCountIfAny(
            times.activity().memoryCalls(function), times.pool(), function.label());
      }
    }
    return family;
  }

  private static Family memoryBytes(List<PoolTimes> pools) {
    Family family =
        Family.counter(
            "jftrace_native_memory_bytes",
            "Native memory that was asked for, or given back by munmap.",
            "pool",
            "function");
    for (PoolTimes times : pools) {
      for (MemoryFunction function : FUNCTIONS) {
        family.addCountIfAny(
            times.activity().memoryBytes(function), times.pool(), function.label());
      }
    }
    return family;
  }

  private Family blockTimes() {
    Family family =
        Family.histogram(
            "jftrace_block_io_seconds",
            "Requests to block devices, from issue to completion.",
            "operation");
    for (BlockOperation operation : OPERATIONS) {
      family.addIfAny(blocks.durations(operation), blocks.exemplars(operation), operation.label());
    }
    return family;
  }

  private Family blockErrors() {
    Family family =
        Family.counter(
            "jftrace_block_io_errors", "Requests to block devices that failed.", "operation");
    for (BlockOperation operation : OPERATIONS) {
      family.addCountIfAny(blocks.errors(operation), operation.label());
    }
    return family;
  }
}
