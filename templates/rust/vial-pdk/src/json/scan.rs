use super::{Error, MAX_DEPTH, text};

/// Goes through a JSON text byte by byte. It stops only before ASCII bytes and at the end, hence
/// between characters.
pub(super) struct Scanner<'de> {
    json: &'de str,
    position: usize,
    depth: usize,
}

impl<'de> Scanner<'de> {
    pub fn new(json: &'de str) -> Self {
        Self {
            json,
            position: 0,
            depth: 0,
        }
    }

    pub const fn position(&self) -> usize {
        self.position
    }

    /// The text from `start` on, up to `behind` bytes before the position.
    pub fn since(&self, start: usize, behind: usize) -> &'de str {
        let end = self.position - behind;
        debug_assert!(self.json.get(start..end).is_some());
        // SAFETY: `start` is behind bytes that were read, and so is `end`, or it is at the text's end; all of them are ASCII next to it.
        unsafe { self.json.get_unchecked(start..end) }
    }

    /// The text from the position on.
    pub fn rest(&self) -> &'de [u8] {
        self.json
            .as_bytes()
            .get(self.position..)
            .unwrap_or_default()
    }

    /// The next `N` bytes, when there are so many.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every number")]
    pub fn window<const N: usize>(&self) -> Option<&'de [u8; N]> {
        self.json.as_bytes().get(self.position..)?.first_chunk()
    }

    /// Skips `length` bytes, which were found to be next.
    pub fn skip(&mut self, length: usize) {
        self.position += length;
    }

    pub fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.position).copied()
    }

    pub fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.position += 1;
        Some(byte)
    }

    /// Skips `byte` when it is next.
    pub fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.position += usize::from(is_next);
        is_next
    }

    /// The next byte that is not white space.
    #[inline]
    pub fn peek_token(&mut self) -> Option<u8> {
        match self.peek() {
            Some(byte) if byte > b' ' => Some(byte),
            _ => self.skip_white_space(),
        }
    }

    #[inline(never)]
    fn skip_white_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.position += 1;
        }
        self.peek()
    }

    /// The same for a byte: skips it when it is the next token.
    pub fn take_token(&mut self, byte: u8) -> bool {
        self.peek_token() == Some(byte) && self.take(byte)
    }

    /// Skips a string's characters up to one that ends it or stands for another; returns where they began.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every member")]
    pub fn skip_plain(&mut self) -> usize {
        let start = self.position;
        self.position += text::plain_length(&self.json.as_bytes()[start..]);
        start
    }

    /// Skips `true`, `false` or `null` when it is next.
    pub fn take_word(&mut self, word: &str) -> bool {
        let is_next = self.json.as_bytes()[self.position..].starts_with(word.as_bytes());
        self.position += if is_next { word.len() } else { 0 };
        is_next
    }

    /// Enters an array or object.
    pub fn enter(&mut self) -> Result<(), Error> {
        self.position += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Error::expected(format_args!(
                "at most {MAX_DEPTH} levels of nesting"
            )));
        }
        Ok(())
    }

    /// Goes to the next element or member; false behind the last one, after leaving.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every member")]
    pub fn advance(&mut self, close: u8, is_first: bool) -> Result<bool, Error> {
        if self.take_token(close) {
            self.depth -= 1;
            return Ok(false);
        }
        if is_first {
            return Ok(true);
        }
        if !self.take(b',') {
            return Err(unseparated(close));
        }
        if self.peek_token() == Some(close) {
            return Err(Error::expected("another value"));
        }
        Ok(true)
    }

    /// Goes to the next member and reads its name as [`advance`](Self::advance) and [`key`](Self::key) do, where it is written as
    /// nearly always: without white space and escape sequences. Returns where the name begins, too.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every member")]
    pub fn plain_key(&mut self, is_first: bool) -> Option<(usize, &'de str)> {
        let start = self.position + usize::from(!is_first);
        let json = self.json.as_bytes();
        if !is_first && json.get(self.position) != Some(&b',') || json.get(start) != Some(&b'"') {
            return None;
        }
        let name = start + 1;
        let end = name + text::short_plain_length(json.get(name..)?);
        if json.get(end..end + 2) != Some(b"\":") {
            return None;
        }
        self.position = end + 2;
        Some((start, self.since(name, 2)))
    }

    /// Reads a string where one is next without white space and escape sequences.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every value")]
    pub fn plain_string(&mut self) -> Option<&'de str> {
        let json = self.json.as_bytes();
        let start = self.position + 1;
        if json.get(self.position) != Some(&b'"') {
            return None;
        }
        let end = start + text::short_plain_length(json.get(start..)?);
        if json.get(end) != Some(&b'"') {
            return None;
        }
        self.position = end + 1;
        Some(self.since(start, 1))
    }

    /// Leaves an array or object where its end is next without white space.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every member")]
    pub fn plain_end(&mut self, close: u8) -> bool {
        let is_next = self.take(close);
        self.depth -= usize::from(is_next);
        is_next
    }

    /// Reads a member's name and the colon behind it.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every member")]
    pub fn key(&mut self) -> Result<std::borrow::Cow<'de, str>, Error> {
        if !self.take_token(b'"') {
            return Err(Error::expected("a member"));
        }
        let key = text::read(self)?;
        if !self.take_token(b':') {
            return Err(without_colon(&key));
        }
        Ok(key)
    }

    /// Reads once more the member's name that begins at `start`.
    pub fn key_at(&self, start: usize) -> Result<std::borrow::Cow<'de, str>, Error> {
        let mut scanner = Self {
            position: start,
            ..*self
        };
        scanner.key()
    }
}

// What is wrong is worded outside of the functions that find it, which are called for every value.

#[cold]
#[inline(never)]
fn unseparated(close: u8) -> Error {
    Error::expected(format_args!("\",\" or \"{}\"", char::from(close)))
}

#[cold]
#[inline(never)]
fn without_colon(key: &str) -> Error {
    Error::expected("\":\"").within(key)
}
