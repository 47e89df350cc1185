// SPDX-License-Identifier: Apache-2.0
// A function that throws, in a frame that is not probed, and one that catches and returns.

namespace {

__attribute__((noinline)) long throws(long number) {
  throw number;
}

}  // namespace

namespace frames {

struct Catcher {
  long caught(long number);
};

__attribute__((noinline)) long Catcher::caught(long number) {
  try {
    return throws(number);
  } catch (long thrown) {
    return thrown + 2000;
  }
}

}  // namespace frames

extern "C" long caught_often(long times) {
  frames::Catcher catcher;
  long sum = 0;
  for (long i = 0; i < times; i++) {
    sum += catcher.caught(i);
  }
  return sum;
}
