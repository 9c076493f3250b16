//! Bytes as records of fields: JSON lines, JSON, CSV, TSV.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_records(bytes));
