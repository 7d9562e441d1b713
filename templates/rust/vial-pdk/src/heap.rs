//! The allocator: the standard library's, which starts in the memory that a plugin has from its start, and lists of small
//! blocks before it (`small_blocks.rs`). The standard library's own adds memory for the first byte already, and a host that starts
//! each call from fresh state has to give up an instance whose memory grew.

use crate::small_blocks::{SmallBlocks, class};
use core::arch::wasm32::{memory_grow, memory_size};
use dlmalloc::{Allocator, Dlmalloc};
use std::alloc::{GlobalAlloc, Layout};
use std::cell::{Cell, UnsafeCell};
use std::ptr;

const PAGE: usize = 64 * 1024;

unsafe extern "C" {
    /// Set by the linker: the first byte behind the stack and the static data.
    static __heap_base: u8;
}

/// Memory, in the order of its addresses.
struct Pages {
    has_begun: Cell<bool>,
}

// SAFETY: what `alloc` gives away lies behind the static data and is given away once.
unsafe impl Allocator for Pages {
    fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
        let end = memory_size(0) * PAGE;
        let start = if self.has_begun.get() {
            end
        } else {
            (&raw const __heap_base).addr()
        };
        let missing = size.saturating_sub(end - start).div_ceil(PAGE);
        if missing > 0 && memory_grow(0, missing) == usize::MAX {
            return (ptr::null_mut(), 0, 0);
        }
        self.has_begun.set(true);
        (
            ptr::with_exposed_provenance_mut(start),
            end + missing * PAGE - start,
            0,
        )
    }

    fn remap(&self, _: *mut u8, _: usize, _: usize, _: bool) -> *mut u8 {
        ptr::null_mut()
    }

    fn free_part(&self, _: *mut u8, _: usize, _: usize) -> bool {
        false
    }

    fn free(&self, _: *mut u8, _: usize) -> bool {
        false
    }

    fn can_release_part(&self, _: u32) -> bool {
        false
    }

    fn allocates_zeros(&self) -> bool {
        true
    }

    fn page_size(&self) -> usize {
        PAGE
    }
}

struct Heap {
    small: SmallBlocks,
    large: UnsafeCell<Dlmalloc<Pages>>,
}

// SAFETY: a plugin has one thread.
unsafe impl Sync for Heap {}

#[global_allocator]
static HEAP: Heap = Heap {
    small: SmallBlocks::new(),
    large: UnsafeCell::new(Dlmalloc::new_with_allocator(Pages {
        has_begun: Cell::new(false),
    })),
};

// What is called seldom, or does much, is not inlined: an allocation is in many places.
impl Heap {
    /// # Safety
    /// That of [`GlobalAlloc::alloc`].
    #[inline(never)]
    unsafe fn alloc_large(&self, size: usize, align: usize) -> *mut u8 {
        unsafe { (*self.large.get()).malloc(size, align) }
    }

    /// # Safety
    /// That of [`GlobalAlloc::dealloc`].
    #[inline(never)]
    unsafe fn free_large(&self, address: *mut u8, layout: Layout) {
        unsafe { (*self.large.get()).free(address, layout.size(), layout.align()) }
    }

    /// # Safety
    /// That of [`GlobalAlloc::realloc`].
    unsafe fn moved(&self, address: *mut u8, before: Layout, after: Layout) -> *mut u8 {
        unsafe {
            let moved = self.alloc(after);
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(address, before.size().min(after.size()));
                self.dealloc(address, before);
            }
            moved
        }
    }
}

// SAFETY: the contracts are the same, and no call is made within another one.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match class(layout) {
            Some(class) => unsafe {
                self.small
                    .take(class, |size, align| self.alloc_large(size, align))
            },
            None => unsafe { self.alloc_large(layout.size(), layout.align()) },
        }
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if class(layout).is_none() {
            return unsafe { (*self.large.get()).calloc(layout.size(), layout.align()) };
        }
        let address = unsafe { self.alloc(layout) };
        if !address.is_null() {
            unsafe { address.write_bytes(0, layout.size()) };
        }
        address
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        match class(layout) {
            Some(class) => unsafe { self.small.give_back(class, address) },
            None => unsafe { self.free_large(address, layout) },
        }
    }

    #[inline(never)]
    unsafe fn realloc(&self, address: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller answers for the size.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (class(layout), class(wanted)) {
            (None, None) => unsafe {
                (*self.large.get()).realloc(address, layout.size(), layout.align(), size)
            },
            (before, after) if before == after => address,
            _ => unsafe { self.moved(address, layout, wanted) },
        }
    }
}
