// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import java.util.List;

/** {@code %pe}: an error's name; an address if it is none (lib/errname.c). */
record ErrorText(Expression value, int wordBytes) implements TextExpression {

  private static final int MAX_ERROR = 4095;

  /** Those whose numbers are the same on all processors, from 1 on. */
  private static final List<String> NAMES =
      List.of(
          "EPERM", "ENOENT", "ESRCH", "EINTR", "EIO", "ENXIO", "E2BIG", "ENOEXEC", "EBADF",
          "ECHILD", "EAGAIN", "ENOMEM", "EACCES", "EFAULT", "ENOTBLK", "EBUSY", "EEXIST", "EXDEV",
          "ENODEV", "ENOTDIR", "EISDIR", "EINVAL", "ENFILE", "EMFILE", "ENOTTY", "ETXTBSY", "EFBIG",
          "ENOSPC", "ESPIPE", "EROFS", "EMLINK", "EPIPE", "EDOM", "ERANGE");

  @Override
  public void text(EventRecord record, StringBuilder out) {
    long number = CType.number(wordBytes, true).narrow(value.number(record));
    if (number >= 0 || number < -MAX_ERROR) {
      Digits.hex(CType.number(wordBytes, false).narrow(number), 2 * wordBytes, out);
    } else if (-number <= NAMES.size()) {
      out.append('-').append(NAMES.get((int) -number - 1));
    } else {
      out.append(number);
    }
  }

  @Override
  public int depth() {
    return value.depth() + 1;
  }
}
