//! The export.

fn process(input: &[u8]) -> Vec<u8> {
    crate::run(input)
}

vial_pdk::exports!(process);
