//! Finding the few bytes of a text that mean something, sixteen at a time where the processor can: WebAssembly's vectors make
//! nothing of a loop over single bytes by themselves.
//!
//! ```
//! use vial_pdk::scan::ByteSet;
//!
//! const DELIMITERS: ByteSet = ByteSet::new(b"|^\r");
//!
//! let at: Vec<usize> = DELIMITERS.positions(b"PID|1||103663^HSC").collect();
//! assert_eq!(at, [3, 5, 6, 13]);
//! ```

/// A set of ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByteSet {
    members: [bool; 256],
    /// The same for vectors. By the low four bits of a byte: which of the eight rows of ASCII hold a member there, a bit for
    /// each.
    #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
    rows: [u8; 16],
}

impl ByteSet {
    /// The set of these characters.
    ///
    /// # Panics
    /// When one of them is not ASCII.
    #[must_use]
    pub const fn new(members: &[u8]) -> Self {
        let mut set = Self {
            members: [false; 256],
            #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
            rows: [0; 16],
        };
        let mut index = 0;
        while index < members.len() {
            let byte = members[index];
            assert!(byte.is_ascii(), "a member is not ASCII");
            set.members[byte as usize] = true;
            #[cfg(all(target_family = "wasm", target_feature = "simd128"))]
            {
                set.rows[byte as usize & 15] |= 1 << (byte >> 4);
            }
            index += 1;
        }
        set
    }

    /// Whether the byte is in the set.
    #[must_use]
    pub const fn contains(&self, byte: u8) -> bool {
        self.members[byte as usize]
    }

    /// Where members of the set are in the text, from its start to its end.
    #[must_use]
    pub fn positions<'a>(&'a self, text: &'a [u8]) -> Positions<'a> {
        Positions::new(self, text)
    }
}

pub use platform::Positions;

#[cfg(all(target_family = "wasm", target_feature = "simd128"))]
mod platform {
    use super::ByteSet;
    use core::arch::wasm32::{
        i8x16_bitmask, i8x16_eq, i8x16_splat, i8x16_swizzle, u8x16, u8x16_shr, v128, v128_and,
        v128_load, v128_not,
    };

    const VECTOR: usize = 16;
    const WINDOW: usize = 64;

    /// The positions of a set's members in a text, in ascending order. See [`ByteSet::positions`].
    #[derive(Debug, Clone)]
    pub struct Positions<'a> {
        text: &'a [u8],
        rows: v128,
        /// Where the window begins in whose 64 bytes `found` has a bit for each member that was not returned yet.
        window: usize,
        found: u64,
    }

    impl<'a> Positions<'a> {
        pub(super) fn new(set: &'a ByteSet, text: &'a [u8]) -> Self {
            // SAFETY: there are sixteen bytes.
            let rows = unsafe { v128_load(set.rows.as_ptr().cast()) };
            let found = find(text, rows);
            Self {
                text,
                rows,
                window: 0,
                found,
            }
        }

        /// Leaves out all positions before this one.
        pub fn skip_to(&mut self, position: usize) {
            let skipped = position.saturating_sub(self.window);
            if skipped < WINDOW {
                self.found &= u64::MAX << skipped;
            } else {
                self.window = position.min(self.text.len());
                self.found = find(&self.text[self.window..], self.rows);
            }
        }
    }

    impl Iterator for Positions<'_> {
        type Item = usize;

        #[inline]
        fn next(&mut self) -> Option<usize> {
            while self.found == 0 {
                if self.text.len() - self.window <= WINDOW {
                    return None;
                }
                self.window += WINDOW;
                self.found = find(&self.text[self.window..], self.rows);
            }
            let position = self.window + self.found.trailing_zeros() as usize;
            self.found &= self.found - 1;
            Some(position)
        }
    }

    /// A bit for each member among the first 64 bytes, the lowest for the first.
    #[inline]
    fn find(text: &[u8], rows: v128) -> u64 {
        let Some(window) = text.first_chunk::<WINDOW>() else {
            // What is missing is filled with a byte that is in no set.
            let mut filled = [0x80; WINDOW];
            filled[..text.len()].copy_from_slice(text);
            return find_in(&filled, rows);
        };
        find_in(window, rows)
    }

    #[inline]
    fn find_in(window: &[u8; WINDOW], rows: v128) -> u64 {
        let bits = u8x16(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
        let mut found = 0;
        for at in (0..WINDOW).step_by(VECTOR) {
            // SAFETY: sixteen bytes from here lie within the window.
            let bytes = unsafe { v128_load(window.as_ptr().add(at).cast()) };
            let rows_of_low = i8x16_swizzle(rows, v128_and(bytes, i8x16_splat(15)));
            let row = i8x16_swizzle(bits, u8x16_shr(bytes, 4));
            let absent = i8x16_eq(v128_and(rows_of_low, row), i8x16_splat(0));
            found |= u64::from(i8x16_bitmask(v128_not(absent))) << at;
        }
        found
    }
}

#[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
mod platform {
    use super::ByteSet;

    /// The positions of a set's members in a text, in ascending order. See [`ByteSet::positions`].
    #[derive(Debug, Clone)]
    pub struct Positions<'a> {
        set: &'a ByteSet,
        text: &'a [u8],
        next: usize,
    }

    impl<'a> Positions<'a> {
        pub(super) fn new(set: &'a ByteSet, text: &'a [u8]) -> Self {
            Self { set, text, next: 0 }
        }

        /// Leaves out all positions before this one.
        pub fn skip_to(&mut self, position: usize) {
            self.next = self.next.max(position);
        }
    }

    impl Iterator for Positions<'_> {
        type Item = usize;

        #[inline]
        fn next(&mut self) -> Option<usize> {
            let rest = self.text.get(self.next..)?;
            let position = self.next + rest.iter().position(|&byte| self.set.contains(byte))?;
            self.next = position + 1;
            Some(position)
        }
    }
}
