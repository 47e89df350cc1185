// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

/** What kind of thing a system call may wait for; all calls that may not are {@link #OTHER}. */
public enum CallKind {
  FUTEX(-1, "futex futex_wait"),
  READ(0, "read pread64 readv preadv preadv2"),
  WRITE(0, "write pwrite64 writev pwritev pwritev2"),
  RECEIVE(0, "recvfrom recvmsg recvmmsg"),
  SEND(0, "sendto sendmsg sendmmsg"),
  ACCEPT(0, "accept accept4"),
  CONNECT(0, "connect"),
  /** From the file of the second argument to that of the first. */
  SENDFILE(1, "sendfile"),
  /** From the file of the first argument to that of the third. */
  SPLICE(0, "splice copy_file_range"),
  /** For descriptors that an array tells, as long as the second argument says. */
  POLL(-1, "poll ppoll"),
  SELECT(-1, "select pselect6 io_getevents io_pgetevents"),
  EPOLL(0, "epoll_wait epoll_pwait epoll_pwait2 io_uring_enter"),
  SLEEP(-1, "nanosleep clock_nanosleep pause rt_sigsuspend"),
  CHILD(-1, "wait4 waitid vfork fork execve execveat"),
  /** Makes a process, or a thread, by flags in memory. */
  CLONE3(-1, "clone3"),
  /** Makes a process, or a thread, by its flags. */
  CLONE(-1, "clone"),
  /** Takes the lock of the process's address space. */
  MEMORY(
      -1,
      "mmap munmap mprotect pkey_mprotect mremap brk madvise process_madvise mlock mlock2 mlockall"
          + " munlock munlockall mbind remap_file_pages mseal"),
  FSYNC(0, "fsync fdatasync sync_file_range syncfs"),
  SYNC(-1, "sync msync"),
  /** With its commands that wait, and others that do not. */
  FILE_CONTROL(0, "fcntl"),
  FILE_LOCK(0, "flock"),
  /** Looks for a file by its path. */
  FILE_FIND(
      -1,
      "open openat openat2 open_by_handle_at stat lstat newfstatat statx access faccessat"
          + " faccessat2 readlink readlinkat statfs chdir getxattr lgetxattr listxattr llistxattr"
          + " getxattrat listxattrat name_to_handle_at"),
  /** Asks about an open file. */
  FILE_ASK(
      0,
      "fstat getdents getdents64 fstatfs readahead fadvise64 fgetxattr flistxattr lseek fchdir"
          + " cachestat"),
  /** Changes a file, or a directory, by its path. */
  FILE_CHANGE(
      -1,
      "creat unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink"
          + " symlinkat truncate chmod fchmodat fchmodat2 chown lchown fchownat utime utimes"
          + " utimensat futimesat mknod mknodat setxattr lsetxattr removexattr lremovexattr"
          + " setxattrat removexattrat"),
  /** Changes an open file, other than by writing to it. */
  FILE_ALTER(0, "ftruncate fallocate fchmod fchown fsetxattr fremovexattr"),
  /** Another call with a descriptor. */
  DESCRIPTOR(0, "ioctl bind listen shutdown getsockopt setsockopt getsockname getpeername"),
  /** Goes on with the call before it, after the thread had been stopped. */
  RESTART(-1, "restart_syscall"),
  OTHER(-1, "");

  private final int descriptorArgument;
  private final String calls;

  CallKind(int descriptorArgument, String calls) {
    this.descriptorArgument = descriptorArgument;
    this.calls = " " + calls + " ";
  }

  /** Which of the arguments, from 0, is the descriptor that it is about; -1 if there is none. */
  public int descriptorArgument() {
    return descriptorArgument;
  }

  /** The kind of the call of that name. */
  static CallKind of(String name) {
    for (CallKind kind : values()) {
      if (kind.calls.contains(" " + name + " ")) {
        return kind;
      }
    }
    return OTHER;
  }
}
