#include "serve.h"
#include "native/vial_native.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

static bool read_file(const char *path, struct vial_bytes *bytes) {
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return false;
  bool whole = fseek(file, 0, SEEK_END) == 0;
  long length = ftell(file);
  whole = whole && length >= 0 && fseek(file, 0, SEEK_SET) == 0;
  if (whole) {
    bytes->length = (size_t)length;
    bytes->data = calloc(1, bytes->length + VIAL_PADDING);
    whole = bytes->data != NULL && fread(bytes->data, 1, bytes->length, file) == bytes->length;
  }
  fclose(file);
  return whole;
}

static bool run_once(workload run, struct vial_bytes input, struct vial_bytes *output) {
  vial_memory_reset();
  return run(input, output);
}

static bool answer_output(workload run, struct vial_bytes input) {
  struct vial_bytes output = {0};
  if (!run_once(run, input, &output))
    return false;
  printf("bytes %zu\n", output.length);
  fwrite(output.data, 1, output.length, stdout);
  return true;
}

static bool answer_run(workload run, struct vial_bytes input, uint64_t times) {
  struct vial_bytes output = {0};
  uint64_t start = nanoseconds();
  for (uint64_t i = 0; i < times; i++) {
    if (!run_once(run, input, &output))
      return false;
    /* The output is read, as far as the compiler knows, and the input may be another one next time.
     */
    __asm__ volatile("" : : "r"(output.data), "r"(input.data) : "memory");
  }
  printf("ns %" PRIu64 "\n", nanoseconds() - start);
  return true;
}

static int failed(const char *problem) {
  fprintf(stderr, "%s\n", problem);
  return 2;
}

int serve(int argc, char **argv, workload run) {
  struct vial_bytes input = {0};
  if (argc < 2 || !read_file(argv[1], &input))
    return failed("usage: <program> <input file>");
  char line[64];
  while (fgets(line, sizeof line, stdin) != NULL) {
    uint64_t times;
    bool done;
    if (strcmp(line, "output\n") == 0)
      done = answer_output(run, input);
    else if (sscanf(line, "run %" SCNu64, &times) == 1)
      done = answer_run(run, input, times);
    else
      return failed("not a command");
    if (!done)
      return failed("memory did not suffice");
    fflush(stdout);
  }
  return 0;
}
