// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

/** What a system call does to the process's descriptors when it succeeds. */
enum DescriptorEffect {
  /** Its result is a file's, a named pipe's or a device's. */
  OPENS_FILE("open openat openat2 creat open_by_handle_at memfd_create memfd_secret"),
  OPENS_SOCKET("socket accept accept4"),
  /** Its result is one that neither files nor sockets have. */
  OPENS_OTHER(
      "epoll_create epoll_create1 eventfd eventfd2 timerfd_create signalfd signalfd4 inotify_init"
          + " inotify_init1 fanotify_init userfaultfd io_uring_setup perf_event_open bpf pidfd_open"),
  /** It opens two, and writes them to where its argument points. */
  OPENS_PAIR("pipe pipe2 socketpair"),
  /** Its result is the same as its argument. */
  COPIES("dup dup2 dup3"),
  CLOSES("close"),
  CLOSES_MANY("close_range"),
  NONE("");

  private final String calls;

  DescriptorEffect(String calls) {
    this.calls = " " + calls + " ";
  }

  /** That of the call of that name. */
  static DescriptorEffect of(String name) {
    for (DescriptorEffect effect : values()) {
      if (effect.calls.contains(" " + name + " ")) {
        return effect;
      }
    }
    return NONE;
  }
}
