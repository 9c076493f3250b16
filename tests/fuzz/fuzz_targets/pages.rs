//! Bytes as pages and texts: HTML, Markdown, web archives.
#![no_main]

use inquit_tests::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::any_page(bytes));
