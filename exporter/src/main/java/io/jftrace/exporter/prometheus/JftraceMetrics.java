// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.scheduler.ThreadState;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All metrics, made anew for each scrape from what the timeline's sink has added up; nothing here
 * makes that sink wait.
 *
 * <p>For an application with one pool, {@code worker}, on one CPU, and two probes, of which {@code
 * open} follows calls, the text format is this, here with most buckets left out. Reasons and the
 * kernel's work for threads are there once they are not 0:
 *
 * <pre>
 * # HELP jftrace_thread_state_seconds_total Time of threads in each state.
 * # TYPE jftrace_thread_state_seconds_total counter
 * jftrace_thread_state_seconds_total{pool="worker",state="running",} 1.5
 * jftrace_thread_state_seconds_total{pool="worker",state="runnable",} 0.0
 * jftrace_thread_state_seconds_total{pool="worker",state="preempted",} 0.0
 * jftrace_thread_state_seconds_total{pool="worker",state="sleeping",} 0.003
 * jftrace_thread_state_seconds_total{pool="worker",state="blocked",} 0.0
 * jftrace_thread_state_seconds_total{pool="worker",state="unknown",} 0.0
 * # HELP jftrace_off_cpu_seconds Absences of threads from a CPU.
 * # TYPE jftrace_off_cpu_seconds histogram
 * jftrace_off_cpu_seconds_bucket{pool="worker",le="1.0E-6",} 1.0
 * …
 * jftrace_off_cpu_seconds_bucket{pool="worker",le="0.005",} 3.0
 * …
 * jftrace_off_cpu_seconds_bucket{pool="worker",le="+Inf",} 3.0
 * jftrace_off_cpu_seconds_count{pool="worker",} 3.0
 * jftrace_off_cpu_seconds_sum{pool="worker",} 0.0050405
 * # HELP jftrace_run_queue_latency_seconds Waits of runnable threads for a CPU.
 * # TYPE jftrace_run_queue_latency_seconds histogram
 * jftrace_run_queue_latency_seconds_bucket{pool="worker",le="1.0E-6",} 0.0
 * …
 * jftrace_run_queue_latency_seconds_bucket{pool="worker",le="0.005",} 3.0
 * …
 * jftrace_run_queue_latency_seconds_bucket{pool="worker",le="+Inf",} 3.0
 * jftrace_run_queue_latency_seconds_count{pool="worker",} 3.0
 * jftrace_run_queue_latency_seconds_sum{pool="worker",} 0.00214
 * # HELP jftrace_off_cpu_reason_seconds_total Time of threads off a CPU, by what they waited for.
 * # TYPE jftrace_off_cpu_reason_seconds_total counter
 * jftrace_off_cpu_reason_seconds_total{pool="worker",reason="preempted",} 0.002
 * jftrace_off_cpu_reason_seconds_total{pool="worker",reason="run-queue",} 4.0E-5
 * jftrace_off_cpu_reason_seconds_total{pool="worker",reason="sleeping",} 0.003
 * jftrace_off_cpu_reason_seconds_total{pool="worker",reason="uninterruptible",} 5.0E-7
 * # HELP jftrace_off_cpu_waits_total Absences of threads from a CPU, by what they waited for.
 * # TYPE jftrace_off_cpu_waits_total counter
 * jftrace_off_cpu_waits_total{pool="worker",reason="preempted",} 1.0
 * jftrace_off_cpu_waits_total{pool="worker",reason="run-queue",} 1.0
 * jftrace_off_cpu_waits_total{pool="worker",reason="sleeping",} 1.0
 * jftrace_off_cpu_waits_total{pool="worker",reason="uninterruptible",} 1.0
 * # HELP jftrace_cpu_migrations_total Moves of threads to another CPU.
 * # TYPE jftrace_cpu_migrations_total counter
 * jftrace_cpu_migrations_total{pool="worker",} 1.0
 * # HELP jftrace_syscalls_total System calls that ended.
 * # TYPE jftrace_syscalls_total counter
 * jftrace_syscalls_total{pool="worker",} 2.0
 * # HELP jftrace_syscall_seconds_total Time of threads in system calls.
 * # TYPE jftrace_syscall_seconds_total counter
 * jftrace_syscall_seconds_total{pool="worker",} 0.0045
 * # HELP jftrace_page_faults_total Uses of memory that was not there.
 * # TYPE jftrace_page_faults_total counter
 * jftrace_page_faults_total{pool="worker",kind="minor",} 2.0
 * jftrace_page_faults_total{pool="worker",kind="major",} 1.0
 * # HELP jftrace_page_fault_seconds_total Time of threads in page faults that they waited in.
 * # TYPE jftrace_page_fault_seconds_total counter
 * jftrace_page_fault_seconds_total{pool="worker",kind="minor",} 0.002
 * jftrace_page_fault_seconds_total{pool="worker",kind="major",} 0.006
 * # HELP jftrace_block_io_bytes_total Bytes of requests to block devices.
 * # TYPE jftrace_block_io_bytes_total counter
 * jftrace_block_io_bytes_total{pool="worker",operation="read",} 4096.0
 * jftrace_block_io_bytes_total{pool="worker",operation="write",} 73728.0
 * # HELP jftrace_block_io_seconds Requests to block devices, from issue to completion.
 * # TYPE jftrace_block_io_seconds histogram
 * jftrace_block_io_seconds_bucket{operation="read",le="1.0E-6",} 0.0
 * …
 * jftrace_block_io_seconds_bucket{operation="read",le="+Inf",} 1.0
 * jftrace_block_io_seconds_count{operation="read",} 1.0
 * jftrace_block_io_seconds_sum{operation="read",} 2.0E-4
 * jftrace_block_io_seconds_bucket{operation="write",le="1.0E-6",} 0.0
 * …
 * jftrace_block_io_seconds_bucket{operation="write",le="+Inf",} 2.0
 * jftrace_block_io_seconds_count{operation="write",} 2.0
 * jftrace_block_io_seconds_sum{operation="write",} 0.0035
 * # HELP jftrace_block_io_errors_total Requests to block devices that failed.
 * # TYPE jftrace_block_io_errors_total counter
 * jftrace_block_io_errors_total{operation="write",} 1.0
 * # HELP jftrace_probe_hits_total Hits of probes, and calls that returned.
 * # TYPE jftrace_probe_hits_total counter
 * jftrace_probe_hits_total{probe="open",} 3.0
 * jftrace_probe_hits_total{probe="gc_begin",} 1.0
 * # HELP jftrace_probe_call_seconds Calls that probes follow, entry to return.
 * # TYPE jftrace_probe_call_seconds histogram
 * jftrace_probe_call_seconds_bucket{probe="open",le="1.0E-6",} 0.0
 * …
 * jftrace_probe_call_seconds_bucket{probe="open",le="+Inf",} 3.0
 * jftrace_probe_call_seconds_count{probe="open",} 3.0
 * jftrace_probe_call_seconds_sum{probe="open",} 0.0075
 * # HELP jftrace_probe_torn_total Calls whose entry or return is missing.
 * # TYPE jftrace_probe_torn_total counter
 * jftrace_probe_torn_total{probe="open",} 2.0
 * # HELP jftrace_events_read_total Kernel events read.
 * # TYPE jftrace_events_read_total counter
 * jftrace_events_read_total{cpu="0",} 12345.0
 * # HELP jftrace_events_lost_total Kernel events overwritten before they were read.
 * # TYPE jftrace_events_lost_total counter
 * jftrace_events_lost_total{cpu="0",} 6.0
 * # HELP jftrace_data_losses_total How often kernel events were lost, counted ones and others.
 * # TYPE jftrace_data_losses_total counter
 * jftrace_data_losses_total{cpu="0",} 2.0
 * # HELP jftrace_malformed_total Kernel data that could not be decoded.
 * # TYPE jftrace_malformed_total counter
 * jftrace_malformed_total{kind="record_length",} 3.0
 * # HELP jftrace_ring_buffer_bytes Memory of the kernel's buffers, all CPUs.
 * # TYPE jftrace_ring_buffer_bytes gauge
 * jftrace_ring_buffer_bytes 8388608.0
 * # HELP jftrace_reader_buffer_bytes Memory of the reader's buffers, all CPUs.
 * # TYPE jftrace_reader_buffer_bytes gauge
 * jftrace_reader_buffer_bytes 524288.0
 * # HELP jftrace_events_disordered_total Kernel events that arrived out of order.
 * # TYPE jftrace_events_disordered_total counter
 * jftrace_events_disordered_total 7.0
 * # HELP jftrace_switch_ins_inferred_total Switch-ins that the kernel did not record, taken to be at the wake-up.
 * # TYPE jftrace_switch_ins_inferred_total counter
 * jftrace_switch_ins_inferred_total 3.0
 * # HELP jftrace_reader_lag_seconds How far the metrics are behind the kernel.
 * # TYPE jftrace_reader_lag_seconds gauge
 * jftrace_reader_lag_seconds 0.25
 * # HELP jftrace_detail_level Detail passed on: 3 all, 2 no spans, 1 only long waits in JFR, 0 no waits.
 * # TYPE jftrace_detail_level gauge
 * jftrace_detail_level 2.0
 * # HELP jftrace_detail_shed_total Waits that were not passed on under overload.
 * # TYPE jftrace_detail_shed_total counter
 * jftrace_detail_shed_total{detail="spans",} 11.0
 * jftrace_detail_shed_total{detail="jfr",} 12.0
 * # HELP jftrace_waits_asked_total Waits that were asked about while they lasted.
 * # TYPE jftrace_waits_asked_total counter
 * jftrace_waits_asked_total 13.0
 * # HELP jftrace_waits_unasked_total Waits that were not asked about, to bound the cost.
 * # TYPE jftrace_waits_unasked_total counter
 * jftrace_waits_unasked_total 14.0
 * # HELP jftrace_span_breakdowns_total Spans that were to be told where time went.
 * # TYPE jftrace_span_breakdowns_total counter
 * jftrace_span_breakdowns_total{result="answered",} 19.0
 * jftrace_span_breakdowns_total{result="dropped",} 20.0
 * jftrace_span_breakdowns_total{result="torn",} 21.0
 * # HELP jftrace_spans_exported_total The agent's child spans that every output (OTLP, Zipkin, file) has taken.
 * # TYPE jftrace_spans_exported_total counter
 * jftrace_spans_exported_total 15.0
 * # HELP jftrace_spans_dropped_total The agent's child spans that were not exported.
 * # TYPE jftrace_spans_dropped_total counter
 * jftrace_spans_dropped_total{reason="queue_full",} 16.0
 * jftrace_spans_dropped_total{reason="failed",} 17.0
 * # HELP jftrace_spans_summed_total Waits and calls beyond a budget, which got no span of their own.
 * # TYPE jftrace_spans_summed_total counter
 * jftrace_spans_summed_total 18.0
 * # HELP jftrace_agent_cpu_seconds_total CPU time of the thread that reads events.
 * # TYPE jftrace_agent_cpu_seconds_total counter
 * jftrace_agent_cpu_seconds_total 1.25
 * # HELP jftrace_build_info The version of jftrace.
 * # TYPE jftrace_build_info gauge
 * jftrace_build_info{version="1.2.3",} 1.0
 * </pre>
 *
 * <p>In the OpenMetrics format, counters' families go without {@code _total}, and those in seconds
 * have a {@code # UNIT} line. There, a bucket of a histogram may have an exemplar, and so may the
 * two counters by reason:
 *
 * <pre>{@code
 * jftrace_probe_call_seconds_bucket{probe="open",le="0.005"} 3.0 # {span_id="b7ad6b7169203331",trace_id="0af7651916cd43dd8448eb211c80319c"} 0.003 1700000000.250
 * }</pre>
 */
final class JftraceMetrics extends Collector {

  private static final ThreadState[] STATES = {
    ThreadState.RUNNING,
    ThreadState.RUNNABLE,
    ThreadState.PREEMPTED,
    ThreadState.SLEEPING,
    ThreadState.BLOCKED,
    ThreadState.UNKNOWN
  };
  private static final WaitReason[] REASONS = WaitReason.values();

  private final PoolSink timeline;
  private final ActivityMetrics activity;
  private final ProbeMetrics probes;
  private final HealthMetrics health;
  private final String version;

  JftraceMetrics(PoolSink timeline, ProbeMetrics probes, HealthMetrics health, String version) {
    this.timeline = timeline;
    this.probes = probes;
    this.activity = new ActivityMetrics(timeline.blocks());
    this.health = health;
    this.version = version;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<PoolTimes> pools = timeline.pools();
    List<MetricFamilySamples> families = new ArrayList<>();
    families.add(threadStates(pools));
    families.add(
        histograms(
            pools,
            Family.histogram("jftrace_off_cpu_seconds", "Absences of threads from a CPU.", "pool"),
            PoolTimes::offCpu,
            PoolTimes::offCpuExemplars));
    families.add(
        histograms(
            pools,
            Family.histogram(
                "jftrace_run_queue_latency_seconds",
                "Waits of runnable threads for a CPU.",
                "pool"),
            PoolTimes::runQueue,
            PoolTimes::runQueueExemplars));
    reasonTimes(pools).buildInto(families);
    reasonWaits(pools).buildInto(families);
    families.addAll(activity.families(pools));
    families.addAll(probes.families());
    families.addAll(health.families());
    families.add(buildInfo());
    return families;
  }

  private static MetricFamilySamples threadStates(List<PoolTimes> pools) {
    Family family =
        Family.counter(
            "jftrace_thread_state_seconds", "Time of threads in each state.", "pool", "state");
    for (PoolTimes times : pools) {
      for (ThreadState state : STATES) {
        family.addNanos(times.stateNanos(state), times.pool(), state.label());
      }
    }
    return family.build();
  }

  private static MetricFamilySamples histograms(
      List<PoolTimes> pools,
      Family family,
      Function<PoolTimes, Histogram> histogram,
      Function<PoolTimes, Exemplars> exemplars) {
    for (PoolTimes times : pools) {
      family.add(histogram.apply(times), exemplars.apply(times), times.pool());
    }
    return family.build();
  }

  private static Family reasonTimes(List<PoolTimes> pools) {
    Family family =
        Family.counter(
            "jftrace_off_cpu_reason_seconds",
            "Time of threads off a CPU, by what they waited for.",
            "pool",
            "reason");
    for (PoolTimes times : pools) {
      for (WaitReason reason : REASONS) {
        family.addNanosIfAny(
            times.reasonNanos(reason), times.reasonExemplar(reason), times.pool(), reason.label());
      }
    }
    return family;
  }

  private static Family reasonWaits(List<PoolTimes> pools) {
    Family family =
        Family.counter(
            "jftrace_off_cpu_waits",
            "Absences of threads from a CPU, by what they waited for.",
            "pool",
            "reason");
    for (PoolTimes times : pools) {
      for (WaitReason reason : REASONS) {
        family.addCountIfAny(
            times.reasonWaits(reason), times.reasonExemplar(reason), times.pool(), reason.label());
      }
    }
    return family;
  }

  private MetricFamilySamples buildInfo() {
    Family family = Family.info("jftrace_build", "The version of jftrace.", "version");
    family.addCount(1, version);
    return family.build();
  }
}
