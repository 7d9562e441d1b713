//! The lexicon as a table that the compiler builds: a call starts with nothing to prepare.

use super::entry::Entry;
use crate::text::fold::{Key, folded_key, join};

/// Words and phrases of one kind: ASCII, lower-case, separated by commas.
pub type Group = (Entry, &'static str);

/// An entry and the 48 bits of a key above it.
type Slot = u64;

const ENTRY_MASK: u64 = 0xffff;

const fn slot(key: Key, entry: Entry) -> Slot {
    key & !ENTRY_MASK | entry.bits() as u64
}

/// All slots of a lexicon, before it is known how many there are.
struct Draft {
    slots: [Slot; Self::CAPACITY],
    length: usize,
}

impl Draft {
    const CAPACITY: usize = 4096;

    /// Every word, every phrase and every beginning of a phrase, in order of their keys, each once.
    const fn of(groups: &[&[Group]]) -> Self {
        let mut draft = Self { slots: [0; Self::CAPACITY], length: 0 };
        let mut list = 0;
        while list < groups.len() {
            let mut group = 0;
            while group < groups[list].len() {
                let (entry, words) = groups[list][group];
                draft.add_all(entry, words.as_bytes());
                group += 1;
            }
            list += 1;
        }
        draft.sort();
        draft.merge();
        draft
    }

    const fn add_all(&mut self, entry: Entry, words: &[u8]) {
        let mut start = 0;
        let mut at = 0;
        let mut phrase = None;
        while at <= words.len() {
            let ends_phrase = at == words.len() || words[at] == b',';
            if ends_phrase || words[at] == b' ' {
                let word = folded_key(words.split_at(at).0.split_at(start).1);
                let key = match phrase {
                    None => word,
                    Some(phrase) => join(phrase, word),
                };
                self.slots[self.length] = slot(key, if ends_phrase { entry } else { Entry::BEGINNING });
                self.length += 1;
                phrase = if ends_phrase { None } else { Some(key) };
                start = at + 1;
            }
            at += 1;
        }
    }

    /// Heap sort: the standard library's sorts do not run at compile time.
    const fn sort(&mut self) {
        let mut root = self.length / 2;
        while root > 0 {
            root -= 1;
            self.sift(root, self.length);
        }
        let mut end = self.length;
        while end > 1 {
            end -= 1;
            self.slots.swap(0, end);
            self.sift(0, end);
        }
    }

    const fn sift(&mut self, mut root: usize, end: usize) {
        while 2 * root + 1 < end {
            let mut child = 2 * root + 1;
            if child + 1 < end && self.slots[child] < self.slots[child + 1] {
                child += 1;
            }
            if self.slots[root] >= self.slots[child] {
                return;
            }
            self.slots.swap(root, child);
            root = child;
        }
    }

    /// Makes one slot of those with the same key: a word may be a first name and a surname.
    const fn merge(&mut self) {
        let mut kept = 0;
        let mut at = 1;
        while at < self.length {
            let (last, next) = (self.slots[kept], self.slots[at]);
            if (last ^ next) & !ENTRY_MASK == 0 {
                let both = Entry::from_bits(last as u16).and(Entry::from_bits(next as u16));
                self.slots[kept] = slot(last, both);
            } else {
                kept += 1;
                self.slots[kept] = next;
            }
            at += 1;
        }
        self.length = kept + 1;
    }
}

/// How many slots the table of these groups needs.
pub const fn size(groups: &[&[Group]]) -> usize {
    Draft::of(groups).length
}

/// Beginnings of keys that [`Table`] has a bit for.
const BUCKET_BITS: u32 = 16;
const WORDS: usize = 1 << (BUCKET_BITS - 6);

/// Slots in order of their keys. A bit for each beginning of a key says whether there are slots with it: most words of a
/// text are not in the lexicon, and for those that one bit is all that is looked at. Where the slots are is how
/// many bits are set before it.
pub struct Table<const SIZE: usize> {
    slots: [Slot; SIZE],
    present: [u64; WORDS],
    /// How many slots come before those of the first bit of each word of `present`.
    before: [u16; WORDS],
}

impl<const SIZE: usize> Table<SIZE> {
    /// Builds the table, at compile time.
    ///
    /// # Panics
    /// When a word is given two roles.
    pub const fn build(groups: &[&[Group]]) -> Self {
        let draft = Draft::of(groups);
        let mut table = Self { slots: [0; SIZE], present: [0; WORDS], before: [0; WORDS] };
        let mut at = 0;
        let mut word = 0;
        while at < draft.length {
            let bucket = draft.slots[at] >> (64 - BUCKET_BITS);
            while word < (bucket / 64) as usize {
                word += 1;
                table.before[word] = at as u16;
            }
            table.present[word] |= 1 << (bucket % 64);
            table.slots[at] = draft.slots[at];
            at += 1;
        }
        while word + 1 < WORDS {
            word += 1;
            table.before[word] = at as u16;
        }
        table
    }

    /// What the table knows of a word or of the beginning of a phrase.
    pub fn get(&self, key: Key) -> Entry {
        if self.may_have(key) { self.find(key) } else { Entry::NONE }
    }

    /// False when the table does not know it for sure.
    #[inline]
    pub fn may_have(&self, key: Key) -> bool {
        let bucket = key >> (64 - BUCKET_BITS);
        self.present[(bucket / 64) as usize] >> (bucket % 64) & 1 == 1
    }

    /// A bit can stand for several slots, so the position is where they can begin at the earliest.
    fn find(&self, key: Key) -> Entry {
        let word = (key >> (64 - BUCKET_BITS + 6)) as usize;
        let bits_before = self.present[word] & ((1 << (key >> (64 - BUCKET_BITS) & 63)) - 1);
        let start = usize::from(self.before[word]) + bits_before.count_ones() as usize;
        let found = self.slots[start..].iter().take_while(|slot| **slot <= key | ENTRY_MASK);
        let exact = found.into_iter().find(|slot| (**slot ^ key) & !ENTRY_MASK == 0);
        exact.map_or(Entry::NONE, |slot| Entry::from_bits(*slot as u16))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Role;

    const GROUPS: &[&[Group]] = &[&[
        (Entry::first_name(), "rosa,ana"),
        (Entry::surname(), "rosa"),
        (Entry::role(Role::Stop), "a b,a b c"),
    ]];
    const TABLE: Table<{ size(GROUPS) }> = Table::build(GROUPS);

    fn key(phrase: &str) -> Key {
        phrase.split(' ').map(|word| folded_key(word.as_bytes())).reduce(join).unwrap()
    }

    #[test]
    fn words_phrases_and_their_beginnings() {
        let rosa = TABLE.get(key("rosa"));
        assert!(rosa.is_first_name() && rosa.is_surname());
        assert!(TABLE.get(key("ana")).is_first_name());
        assert!(TABLE.get(key("a")).begins_phrase());
        assert_eq!(TABLE.get(key("a")).get_role(), Role::None);
        assert_eq!(TABLE.get(key("a b")).get_role(), Role::Stop);
        assert!(TABLE.get(key("a b")).begins_phrase());
        assert_eq!(TABLE.get(key("a b c")).get_role(), Role::Stop);
        assert!(TABLE.get(key("b")).is_none());
    }
}
