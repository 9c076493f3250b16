//! Any text: tokens, sentences and paragraphs follow each other, and pairs of marks lie in them.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_marks(bytes));
