//! Small blocks: names, short texts, nodes of maps. Rust says at a block's end how large it is, so that a list of free blocks
//! for each size is enough: taking one and giving it back are a few instructions, and a block has no header.

#![expect(
    clippy::cast_ptr_alignment,
    reason = "blocks are aligned for what they hold"
)]

use std::alloc::Layout;
use std::cell::Cell;
use std::ptr;

/// Sizes are multiples of this, as are addresses.
const STEP: usize = 8;
/// Blocks of up to 256 bytes.
const CLASSES: usize = 32;
/// Blocks come from memory of this size.
const CHUNK: usize = 4096;

/// What a free block holds: the next free one of its size.
type Link = *mut u8;

pub struct SmallBlocks {
    free: [Cell<Link>; CLASSES],
    /// Memory that was no block yet.
    next: Cell<*mut u8>,
    left: Cell<usize>,
}

/// The list that a block belongs to; `None` where it is not small.
#[inline]
pub const fn class(layout: Layout) -> Option<usize> {
    // A size of 0 does not come up.
    let class = layout.size().wrapping_sub(1) / STEP;
    if class < CLASSES && layout.align() <= STEP {
        Some(class)
    } else {
        None
    }
}

impl SmallBlocks {
    pub const fn new() -> Self {
        Self {
            free: [const { Cell::new(ptr::null_mut()) }; CLASSES],
            next: Cell::new(ptr::null_mut()),
            left: Cell::new(0),
        }
    }

    /// A block; `reserve` gives more memory by size and alignment. Null when there is none.
    ///
    /// # Safety
    /// Only blocks of this class were given back to it.
    #[inline]
    pub unsafe fn take(
        &self,
        class: usize,
        reserve: impl FnOnce(usize, usize) -> *mut u8,
    ) -> *mut u8 {
        let free = &self.free[class];
        let block = free.get();
        if block.is_null() {
            return self.cut((class + 1) * STEP, reserve);
        }
        // SAFETY: a free block begins with its link, and is aligned to hold one.
        free.set(unsafe { block.cast::<Link>().read() });
        block
    }

    #[inline(never)]
    fn cut(&self, size: usize, reserve: impl FnOnce(usize, usize) -> *mut u8) -> *mut u8 {
        if self.left.get() < size {
            let chunk = reserve(CHUNK, STEP);
            if chunk.is_null() {
                return chunk;
            }
            self.next.set(chunk);
            self.left.set(CHUNK);
        }
        let block = self.next.get();
        self.next.set(block.wrapping_add(size));
        self.left.set(self.left.get() - size);
        block
    }

    /// # Safety
    /// The block is of this class, and nobody's any more.
    #[inline]
    pub unsafe fn give_back(&self, class: usize, block: *mut u8) {
        let free = &self.free[class];
        // SAFETY: it has at least the size and alignment of a link.
        unsafe { block.cast::<Link>().write(free.get()) };
        free.set(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).expect("a layout")
    }

    #[test]
    fn small_are_sizes_from_1_to_256() {
        assert_eq!(class(layout(0, 1)), None);
        assert_eq!(class(layout(1, 1)), Some(0));
        assert_eq!(class(layout(8, 8)), Some(0));
        assert_eq!(class(layout(9, 1)), Some(1));
        assert_eq!(class(layout(256, 8)), Some(31));
        assert_eq!(class(layout(257, 1)), None);
        assert_eq!(class(layout(16, 16)), None);
    }

    #[test]
    fn blocks_do_not_overlap_and_come_back() {
        let blocks = SmallBlocks::new();
        // SAFETY: the size is not 0.
        let reserve = |size, align| unsafe { std::alloc::alloc(layout(size, align)) };
        let mut taken: Vec<(*mut u8, usize, u8)> = Vec::new();
        let mut addresses = std::collections::BTreeSet::new();
        let mut random = 1_u32;
        for round in 0..20_000_u32 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if random >> 31 == 0 || taken.len() < 100 {
                let size = (random >> 16) as usize % 256 + 1;
                let class = class(layout(size, 1)).expect("small");
                let mark = round as u8;
                // SAFETY: blocks go back by the same size, and are written to as far as they reach.
                unsafe {
                    let block = blocks.take(class, reserve);
                    block.write_bytes(mark, size);
                    taken.push((block, size, mark));
                }
                let (block, ..) = taken[taken.len() - 1];
                assert_eq!(block.addr() % STEP, 0);
                addresses.insert(block.addr());
            } else {
                let (block, size, mark) = taken.swap_remove((random >> 8) as usize % taken.len());
                // SAFETY: as above.
                unsafe {
                    assert_eq!(std::slice::from_raw_parts(block, size), vec![mark; size]);
                    let class = class(layout(size, 1)).expect("small");
                    blocks.give_back(class, block);
                }
            }
        }
        assert!(addresses.len() < 5_000, "what came back is not taken again");
    }

    #[test]
    fn no_memory_is_no_block() {
        let blocks = SmallBlocks::new();
        // SAFETY: there are no blocks.
        assert!(unsafe { blocks.take(0, |_, _| ptr::null_mut()) }.is_null());
    }
}
