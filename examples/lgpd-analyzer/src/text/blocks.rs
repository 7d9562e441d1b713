//! Which of 64 bytes belong to words: the only step that looks at every byte, so it looks at 16 at once.

/// For 64 bytes, one bit each.
#[derive(Clone, Copy)]
pub struct Classes {
    /// ASCII letters and digits.
    pub word: u64,
    /// Bytes of characters beyond ASCII.
    pub high: u64,
}

/// Classifies a block.
#[cfg(target_feature = "simd128")]
pub fn classify(block: &[u8; 64]) -> Classes {
    use core::arch::wasm32::{
        i8x16_bitmask, i8x16_splat, i8x16_sub, u8x16_lt, u8x16_splat, v128, v128_load, v128_or,
    };
    let mut classes = Classes { word: 0, high: 0 };
    for (index, chunk) in block.as_chunks::<16>().0.iter().enumerate() {
        // SAFETY: the chunk has 16 bytes, and v128_load has no alignment of its own.
        let bytes = unsafe { v128_load(chunk.as_ptr().cast::<v128>()) };
        let lower = v128_or(bytes, u8x16_splat(0x20));
        let letter = u8x16_lt(i8x16_sub(lower, i8x16_splat(b'a'.cast_signed())), u8x16_splat(26));
        let digit = u8x16_lt(i8x16_sub(bytes, i8x16_splat(b'0'.cast_signed())), u8x16_splat(10));
        classes.word |= u64::from(i8x16_bitmask(v128_or(letter, digit))) << (index * 16);
        classes.high |= u64::from(i8x16_bitmask(bytes)) << (index * 16);
    }
    classes
}

/// Classifies a block.
#[cfg(target_feature = "sse2")]
#[allow(clippy::cast_ptr_alignment, clippy::cast_sign_loss)]
pub fn classify(block: &[u8; 64]) -> Classes {
    use core::arch::x86_64::{
        __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set1_epi8, _mm_sub_epi8,
    };
    let mut classes = Classes { word: 0, high: 0 };
    for (index, chunk) in block.as_chunks::<16>().0.iter().enumerate() {
        // SAFETY: SSE2 is there, the chunk has 16 bytes, and loadu needs no alignment.
        let (word, high) = unsafe {
            let bytes = _mm_loadu_si128(chunk.as_ptr().cast::<__m128i>());
            // There is no unsigned comparison: min(x, n) == x says x <= n.
            let at_most = |value, most| _mm_cmpeq_epi8(_mm_min_epu8(value, _mm_set1_epi8(most)), value);
            let lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
            let letter = at_most(_mm_sub_epi8(lower, _mm_set1_epi8(b'a'.cast_signed())), 25);
            let digit = at_most(_mm_sub_epi8(bytes, _mm_set1_epi8(b'0'.cast_signed())), 9);
            (_mm_movemask_epi8(_mm_or_si128(letter, digit)), _mm_movemask_epi8(bytes))
        };
        classes.word |= u64::from(word as u16) << (index * 16);
        classes.high |= u64::from(high as u16) << (index * 16);
    }
    classes
}

/// Classifies a block.
#[cfg(not(any(target_feature = "simd128", target_feature = "sse2")))]
pub fn classify(block: &[u8; 64]) -> Classes {
    let mut classes = Classes { word: 0, high: 0 };
    for (index, byte) in block.iter().enumerate() {
        classes.word |= u64::from(byte.is_ascii_alphanumeric()) << index;
        classes.high |= u64::from(!byte.is_ascii()) << index;
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..64 {
                let mut block = [b' '; 64];
                block[place] = byte;
                let Classes { word, high } = classify(&block);
                assert_eq!(word, u64::from(byte.is_ascii_alphanumeric()) << place, "{byte:#x} at {place}");
                assert_eq!(high, u64::from(!byte.is_ascii()) << place, "{byte:#x} at {place}");
            }
        }
    }
}
