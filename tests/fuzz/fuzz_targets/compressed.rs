//! Bytes that are compressed, or become so.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_compressed(bytes));
