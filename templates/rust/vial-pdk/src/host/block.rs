use super::import;

/// A block of the host's memory, which is how plugin and host pass each other bytes. It is freed
/// when it is dropped.
#[derive(Debug)]
pub struct Block(u64);

impl Block {
    /// A copy of `bytes` in the host's memory.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        let block = Self(import::alloc(bytes.len() as u64));
        if block.0 != 0 {
            block.store(bytes);
        }
        block
    }

    /// The block of a handle that the host gave away.
    #[must_use]
    pub const fn from_handle(handle: u64) -> Self {
        Self(handle)
    }

    /// What the host knows it by; 0 for an empty value.
    #[must_use]
    pub const fn handle(&self) -> u64 {
        self.0
    }

    /// Its handle, for a host that frees the block itself.
    #[must_use]
    pub fn give(self) -> u64 {
        let handle = self.0;
        std::mem::forget(self);
        handle
    }

    /// A copy of its bytes.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        // Hosts do not agree on the length of the empty value's handle.
        if self.0 == 0 {
            return Vec::new();
        }
        load(
            import::length(self.0),
            |at| import::load_u64(self.0 + at),
            |at| import::load_u8(self.0 + at),
        )
    }

    fn store(&self, bytes: &[u8]) {
        let mut offset = self.0;
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            import::store_u64(offset, u64::from_le_bytes(*word));
            offset += 8;
        }
        for byte in rest {
            import::store_u8(offset, u32::from(*byte));
            offset += 1;
        }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        if self.0 != 0 {
            import::free(self.0);
        }
    }
}

/// The bytes of a block the host gave away, or `None` for 0, by which it says that there is nothing.
pub(crate) fn find(handle: u64) -> Option<Vec<u8>> {
    (handle != 0).then(|| Block(handle).to_vec())
}

/// Copies `length` bytes out of the host, eight at a time as far as that goes.
pub(crate) fn load(length: u64, word: impl Fn(u64) -> u64, byte: impl Fn(u64) -> u32) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(length as usize);
    let whole = length - length % 8;
    for at in (0..whole).step_by(8) {
        bytes.extend_from_slice(&word(at).to_le_bytes());
    }
    for at in whole..length {
        bytes.push(byte(at) as u8);
    }
    bytes
}
