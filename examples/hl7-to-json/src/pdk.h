/*
 * The guest side of Vial's plugin ABI, for plugins in freestanding C.
 *
 * A plugin exports functions that take no argument and return 0 for success:
 *
 *     VIAL_EXPORT("process") int32_t process(void) {
 *       struct vial_bytes input;
 *       if (!vial_read_input(&input))
 *         return vial_fail("the input does not fit in memory");
 *       uint8_t *output = vial_reserve_output(input.length);
 *       ...
 *       return vial_succeed(output, length);
 *     }
 *
 * The same code serves both lanes: the direct lane, where the host writes into and reads from the
 * plugin's own memory, and the memory functions of any other Extism host.
 *
 * Memory holds one call at a time: the input, then the output behind it. Both are reused by the
 * next call and grow on demand, so a plugin that runs a million times stays as large as its
 * largest call made it.
 */
#ifndef VIAL_PDK_H
#define VIAL_PDK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__wasm__)
#define VIAL_EXPORT(name) __attribute__((export_name(name)))
#else
#define VIAL_EXPORT(name)
#endif

/* Bytes behind the input that may be read and written: room for a sentinel, for a vector load that
 * starts on the last byte. What they hold is undefined. */
#define VIAL_PADDING 64

struct vial_bytes {
  uint8_t *data;
  size_t length;
};

/* This call's input, which the plugin may overwrite. False when memory cannot hold it. */
bool vial_read_input(struct vial_bytes *input);

/* Room for `capacity` bytes of output. Asking for more in the same call keeps what was written, at
 * the address returned last. NULL when memory cannot grow so far. */
uint8_t *vial_reserve_output(size_t capacity);

/* Ends the call with `length` bytes of output, which stay where they are. Returns 0, the export's
 * result. */
int32_t vial_succeed(const uint8_t *output, size_t length);

/* Ends the call with an error: a NUL-terminated UTF-8 text that outlives the call, such as a
 * literal, a static buffer or bytes of the output. Returns 1, the export's result. */
int32_t vial_fail(const char *text);

#endif
