//! Any bytes as a model: refused, or a sentence is analysed with it.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_model(bytes));
