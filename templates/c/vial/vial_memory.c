#include "vial_memory.h"
#include "vial.h"
#include "vial_attributes.h"

enum { PAGE = 65536, ALIGNMENT = 16 };

/* Set by the linker: the first byte behind the stack and the static data. */
extern uint8_t __heap_base;

/* The first byte behind what is reserved; NULL before the first call. */
static uint8_t *top;

static uintptr_t aligned(uintptr_t address) {
  return (address + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
}

/* Moves the top to `size` bytes behind `start`; false when memory cannot grow so far. */
VIAL_SHARED static bool move_top(uintptr_t start, size_t size) {
  uintptr_t end;
  if (__builtin_add_overflow(start, size, &end) || end > UINTPTR_MAX - ALIGNMENT)
    return false;
  end = aligned(end);
  size_t pages = end / PAGE + (end % PAGE != 0);
  size_t present = __builtin_wasm_memory_size(0);
  if (pages > present && __builtin_wasm_memory_grow(0, pages - present) == SIZE_MAX)
    return false;
  top = (uint8_t *)end;
  return true;
}

void vial_memory_reset(void) {
  top = (uint8_t *)aligned((uintptr_t)&__heap_base);
}

VIAL_SHARED void *vial_reserve(size_t size) {
  if (top == NULL)
    vial_memory_reset();
  uint8_t *block = top;
  return move_top((uintptr_t)block, size) ? block : NULL;
}

VIAL_SHARED void *vial_grow(void *block, size_t old_size, size_t size) {
  if (block != NULL && aligned((uintptr_t)block + old_size) == (uintptr_t)top)
    return move_top((uintptr_t)block, size) ? block : NULL;
  void *moved = vial_reserve(size);
  if (moved != NULL && block != NULL)
    __builtin_memcpy(moved, block, old_size < size ? old_size : size);
  return moved;
}
