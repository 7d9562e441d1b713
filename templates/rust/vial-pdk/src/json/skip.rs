use super::{Error, number, scan::Scanner, text};
use std::collections::{BTreeMap, BTreeSet};

/// Reads a value that nobody asked for.
pub(super) fn value(scanner: &mut Scanner<'_>) -> Result<(), Error> {
    walk(scanner, &mut None)
}

/// Where members begin that a later one of the same name overrides.
pub(super) fn overridden(json: &str) -> BTreeSet<usize> {
    let mut starts = Some(BTreeSet::new());
    // What is wrong with the text has been found already.
    let _ = walk(&mut Scanner::new(json), &mut starts);
    starts.unwrap_or_default()
}

/// Goes through a value, and notes overridden members where there is a place for that.
fn walk(scanner: &mut Scanner<'_>, overridden: &mut Option<BTreeSet<usize>>) -> Result<(), Error> {
    match scanner.peek_token() {
        Some(b'"') => {
            scanner.next();
            text::read(scanner).map(drop)
        }
        Some(b'-' | b'0'..=b'9') => number::skip(scanner),
        Some(b'[') => walk_array(scanner, overridden),
        Some(b'{') => walk_object(scanner, overridden),
        _ if ["true", "false", "null"]
            .iter()
            .any(|word| scanner.take_word(word)) =>
        {
            Ok(())
        }
        _ => Err(Error::expected("a value")),
    }
}

fn walk_array(
    scanner: &mut Scanner<'_>,
    overridden: &mut Option<BTreeSet<usize>>,
) -> Result<(), Error> {
    scanner.enter()?;
    let mut count = 0;
    while scanner.advance(b']', count == 0)? {
        walk(scanner, overridden).map_err(|error| error.within(count))?;
        count += 1;
    }
    Ok(())
}

fn walk_object(
    scanner: &mut Scanner<'_>,
    overridden: &mut Option<BTreeSet<usize>>,
) -> Result<(), Error> {
    scanner.enter()?;
    let mut seen = BTreeMap::new();
    let mut is_first = true;
    while scanner.advance(b'}', is_first)? {
        is_first = false;
        let start = scanner.position();
        let key = scanner.key()?;
        walk(scanner, overridden).map_err(|error| error.within(&key))?;
        if let Some(starts) = overridden {
            starts.extend(seen.insert(key, start));
        }
    }
    Ok(())
}
