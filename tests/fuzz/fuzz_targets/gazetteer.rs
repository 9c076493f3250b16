//! Any table or compiled file, and a text: refused, or names are found in bounds; written and read it stays the same.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_gazetteer(bytes));
