//go:build tinygo

#include "utf8.h"

// Sixteen bytes at a time, without a branch for each character: John Keiser and Daniel Lemire,
// "Validating UTF-8 in less than one instruction per byte" (https://arxiv.org/abs/2010.03090).

typedef unsigned char bytes __attribute__((vector_size(16), aligned(1)));
typedef signed char flags __attribute__((vector_size(16)));

#define FOUR(value) value, value, value, value

enum { block = 16, blocks = 4 };

// What is wrong with two bytes in a row, a bit for each; it is where the tables of all three halves
// of them agree.
enum {
  too_short = 1 << 0,      // a lead without a continuation
  too_long = 1 << 1,       // ASCII before a continuation
  overlong_3 = 1 << 2,     // e0 before less than a0
  surrogate = 1 << 4,      // ed before more than 9f
  overlong_2 = 1 << 5,     // c0 or c1
  too_large = 1 << 3,      // f4 before more than 8f, f5 and more
  too_large_1000 = 1 << 6, // f5 and more before less than 90
  overlong_4 = 1 << 6,     // f0 before less than 90
  continuations = 1 << 7,  // two in a row: right where a longer character has them
  carry = too_short | too_long | continuations,
};

static bytes look_up(bytes table, bytes index) {
  return (bytes)__builtin_wasm_swizzle_i8x16((flags)table, (flags)index);
}

// How much bytes are beyond others, 0 where they are not.
static bytes beyond(bytes these, bytes others) {
  return __builtin_elementwise_sub_sat(these, others);
}

// What of a character at the end is not whole.
static bytes not_whole(bytes text) {
  const bytes most = {255, 255, 255, 255, 255, 255,  255,  255,
                      255, 255, 255, 255, 255, 0xef, 0xdf, 0xbf};
  return beyond(text, most);
}

// The errors in sixteen bytes, behind the sixteen before.
static bytes errors_in(bytes before, bytes text) {
  const bytes first_high = {
      FOUR(too_long),
      FOUR(too_long),
      FOUR(continuations),
      too_short | overlong_2,
      too_short,
      too_short | overlong_3 | surrogate,
      too_short | too_large | too_large_1000 | overlong_4,
  };
  const unsigned char large = carry | too_large | too_large_1000;
  const bytes first_low = {
      carry | overlong_3 | overlong_2 | overlong_4,
      carry | overlong_2,
      carry,
      carry,
      carry | too_large,
      large,
      large,
      large,
      FOUR(large),
      large,
      large | surrogate,
      large,
      large,
  };
  const unsigned char continuation = too_long | overlong_2 | continuations;
  const bytes second_high = {
      FOUR(too_short),
      FOUR(too_short),
      continuation | overlong_3 | too_large_1000 | overlong_4,
      continuation | overlong_3 | too_large,
      continuation | surrogate | too_large,
      continuation | surrogate | too_large,
      FOUR(too_short),
  };
  bytes first = __builtin_shufflevector(before, text, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
                                        26, 27, 28, 29, 30);
  bytes second = __builtin_shufflevector(before, text, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
                                         25, 26, 27, 28, 29);
  bytes third = __builtin_shufflevector(before, text, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
                                        24, 25, 26, 27, 28);
  bytes wrong = look_up(first_high, first >> 4) & look_up(first_low, first & 15) &
                look_up(second_high, text >> 4);
  // Its highest bit is set two bytes behind the lead of three, and two or three behind that of
  // four.
  bytes continues = beyond(second, (bytes){0} + (0xe0 - continuations)) |
                    beyond(third, (bytes){0} + (0xf0 - continuations));
  return wrong ^ (continues & continuations);
}

static int is_ascii(const bytes *text) {
  return !__builtin_wasm_bitmask_i8x16((flags)(text[0] | text[1] | text[2] | text[3]));
}

int vial_is_utf8(const unsigned char *text, unsigned long length) {
  bytes before = {0};
  bytes errors = {0};
  for (; length >= blocks * block; text += blocks * block, length -= blocks * block) {
    const bytes *chunk = (const bytes *)text;
    if (is_ascii(chunk)) {
      errors |= not_whole(before);
    } else {
      errors |= errors_in(before, chunk[0]) | errors_in(chunk[0], chunk[1]) |
                errors_in(chunk[1], chunk[2]) | errors_in(chunk[2], chunk[3]);
    }
    before = chunk[3];
  }
  for (; length >= block; text += block, length -= block) {
    bytes next = *(const bytes *)text;
    errors |= errors_in(before, next);
    before = next;
  }
  bytes last = {0};
  for (unsigned long at = 0; at < length; at++)
    last[at] = text[at];
  // The zeros behind the text are an error where a character is not whole.
  errors |= errors_in(before, last);
  return !__builtin_wasm_any_true_v128((flags)errors);
}
