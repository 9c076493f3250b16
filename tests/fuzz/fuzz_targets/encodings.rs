//! Bytes in an encoding that is named, declared or guessed.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_encoding(bytes));
