// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.waits.JvmThreads;
import io.jftrace.timeline.waits.ThreadActivity;
import io.jftrace.timeline.waits.WaitAnswer;

/**
 * A thread of this process, as the kernel and, if it is one of Java's, the JVM know it. Its names
 * may be read by any thread.
 */
public final class TracedThread {

  private final int tid;
  private final long startNanos;
  private final MountedThreads mounts;
  private volatile String comm;
  private volatile Thread javaThread;
  private long javaId;
  private boolean ended;
  private WaitAnswer answer;
  private ThreadActivity activity;
  private RecentWaits recentWaits;
  private JvmThreads commRole;

  private String pooledName;
  private String pool;

  TracedThread(int tid, long startNanos, String comm) {
    this(tid, startNanos, comm, MountedThreads.NONE);
  }

  TracedThread(int tid, long startNanos, String comm, MountedThreads mounts) {
    this.mounts = mounts;
    this.tid = tid;
    this.startNanos = startNanos;
    this.comm = comm;
    this.commRole = JvmThreads.of(comm);
  }

  /** The kernel's id of the thread. */
  public int tid() {
    return tid;
  }

  /** The Java thread, or null: a native thread, or one that ended before it was asked for. */
  public Thread javaThread() {
    return javaThread;
  }

  /** The JVM's id of the Java thread, or 0 for a thread that is not Java's. */
  public long javaId() {
    return javaId;
  }

  /** The Java thread's name, or the kernel's comm for a thread that is not Java's. */
  public String name() {
    Thread thread = javaThread;
    return thread == null ? comm : thread.getName();
  }

  /**
   * The virtual thread that was mounted on it at a time; null if none was, or if it is not known.
   * For the timeline's own thread.
   */
  public Thread mountedAt(long timeNanos) {
    return mounts.mountedAt(this, timeNanos);
  }

  /** The virtual thread that was mounted on it at a time, or else its own Java thread; or null. */
  public Thread javaThreadAt(long timeNanos) {
    Thread virtual = mountedAt(timeNanos);
    return virtual == null ? javaThread : virtual;
  }

  /** The name of the virtual thread that was mounted on it at a time, or else its own. */
  public String nameAt(long timeNanos) {
    Thread virtual = mountedAt(timeNanos);
    return virtual == null ? name() : VirtualThreads.nameOf(virtual);
  }

  /** The name of the pool that the thread belongs to, see {@link PoolNames}. */
  public String pool(PoolNames names) {
    String name = name();
    if (!name.equals(pooledName)) {
      pooledName = name;
      pool = names.poolOf(name);
    }
    return pool;
  }

  /** Whether the thread has ended at the time that the timeline has reached. */
  public boolean ended() {
    return ended;
  }

  /** The answer about the wait that it is or was in last; null if there was none. */
  WaitAnswer answer() {
    return answer;
  }

  void answer(WaitAnswer newAnswer) {
    this.answer = newAnswer;
  }

  /** What it does, if events tell of that; else null. */
  ThreadActivity activity() {
    return activity;
  }

  void activity(ThreadActivity newActivity) {
    this.activity = newActivity;
  }

  /** The last ones that were long, or null if there was none. */
  RecentWaits recentWaits() {
    return recentWaits;
  }

  /** See {@link RecentWaits#add}. */
  void addWait(long start, long queued, long end, WaitReason reason, int wakerTid) {
    if (recentWaits == null) {
      recentWaits = new RecentWaits();
    }
    recentWaits.add(start, queued, end, reason, wakerTid);
  }

  /** Which of the JVM's own threads it is. An application may name its threads as it likes. */
  JvmThreads role() {
    return javaThread == null || commRole == JvmThreads.HIDDEN ? commRole : JvmThreads.NONE;
  }

  void comm(String newComm) {
    this.comm = newComm;
    this.commRole = JvmThreads.of(newComm);
  }

  void javaThread(Thread thread, long id) {
    this.javaId = id;
    this.javaThread = thread;
  }

  void end() {
    this.ended = true;
  }

  /** When it began, or was found, in the timeline's clock. */
  long startNanos() {
    return startNanos;
  }

  @Override
  public String toString() {
    return name() + " (" + tid + ")";
  }
}
