/* What the compiler cannot know of the PDK's functions. For the PDK alone. */
#ifndef VIAL_ATTRIBUTES_H
#define VIAL_ATTRIBUTES_H

/* Runs rarely: small rather than fast. */
#define VIAL_COLD __attribute__((cold, noinline))

/* Called from many places: one copy of it. */
#define VIAL_SHARED __attribute__((noinline))

/* Before a loop that runs a few times: neither unrolled nor vectorised. */
#if defined(__clang__)
#define VIAL_SHORT_LOOP _Pragma("clang loop unroll(disable) vectorize(disable)")
#else
#define VIAL_SHORT_LOOP
#endif

#endif
