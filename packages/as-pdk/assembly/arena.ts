// What becomes of a call's objects, under each of AssemblyScript's runtimes:
//
//   stub         Objects are never freed one by one. All that a call allocated is given back when the next one begins.
//   minimal      The collector runs when a call begins. No call is under way then, so nothing on the stack can be missed.
//   incremental  The collector runs by itself.
//
// Hence the one rule under `stub`: an object that a call made must not be kept in a global variable.

/** Whether what a call allocated is given back all at once. */
export const IS_STUB: bool = ASC_RUNTIME == 0;
const IS_MINIMAL: bool = ASC_RUNTIME == 1;

const HEADER: usize = sizeof<usize>();

/** Under `stub`: the address where the calls' memory starts, above what the module allocated before its first call. */
let mark: usize = 0;

/** Gives back what calls before this one allocated. */
export function freeCalls(): void {
  if (IS_STUB) rewind();
  else if (IS_MINIMAL) __collect();
}

/**
 * Makes sure that so many bytes can be allocated. Without this, the stub runtime traps where memory cannot grow, and takes
 * twice the memory it has where it can. (The others' allocator would not know of the memory.)
 */
export function canAllocate(size: usize): bool {
  if (!IS_STUB) return true;
  const end = heap.alloc(0);
  heap.free(end);
  const available = (<usize>memory.size()) << 16;
  const needed = end + size;
  return needed <= available || memory.grow(<i32>((needed - available + 0xffff) >> 16)) >= 0;
}

/** The stub runtime frees the last block only: so the block at the mark is made to reach up to the end. */
function rewind(): void {
  const end = heap.alloc(0);
  heap.free(end);
  if (mark) {
    store<usize>(mark - HEADER, end - HEADER - mark);
    heap.free(mark);
  }
  mark = heap.alloc(0);
}
