//! Any text: what is found lies in it, in order, and direct contents between marks.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_text(bytes));
