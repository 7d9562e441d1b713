/* Serves a workload as a native program: the protocol of bench/native/README.md. */
#ifndef VIAL_BENCH_SERVE_H
#define VIAL_BENCH_SERVE_H

#include "vial.h"

/* Turns the input, which it leaves as it is, into an output in memory of vial_reserve's. False when
 * memory did not suffice. Behind the input lie VIAL_PADDING bytes, as in a plugin. */
typedef bool (*workload)(struct vial_bytes input, struct vial_bytes *output);

/* Reads the input whose file the first argument names, then answers the commands on standard input.
 * The program's exit code. */
int serve(int argc, char **argv, workload run);

#endif
