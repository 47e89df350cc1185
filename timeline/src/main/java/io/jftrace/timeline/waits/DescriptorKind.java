// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

/** What a file descriptor stands for. */
public enum DescriptorKind {
  FILE,
  SOCKET,
  PIPE,
  /** epoll, eventfd, timerfd, inotify, a terminal, … */
  OTHER,
  /** It is closed already, or cannot be asked. */
  UNKNOWN
}
