//! Rows written in any format and read again.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_rows(bytes));
