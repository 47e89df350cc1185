// SPDX-License-Identifier: Apache-2.0
// Calls whose frames end in other ways than by a return in their order.
#include <setjmp.h>

#define PROBED __attribute__((noinline)) 

static jmp_buf outermost;

/* Calls itself depth times, and returns its depth's square. */
PROBED long deep(long depth) {
  if (depth > 1) {
    deep(depth - 1);
  }
  __asm__ volatile("");
  return depth * depth;
}

/* Calls itself depth times; none of the calls returns. */
PROBED long jumps(long depth) {
  if (depth <= 1) {
    longjmp(outermost, 1);
  }
  long result = jumps(depth - 1);
  __asm__ volatile("");
  return result;
}

/* Returns after the calls within it have been left by a jump. */
PROBED long catches(long depth) {
  volatile long kept = depth;
  if (setjmp(outermost) == 0) {
    jumps(depth);
  }
  return kept + 1000;
}
