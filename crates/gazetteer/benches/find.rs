//! Throughput of finding, and time to load. Run with
//! `cargo bench -p inquit-gazetteer`; a file named in `INQUIT_BENCH_TEXT` takes
//! the place of the made-up text.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use divan::counter::BytesCount;
use inquit_gazetteer::{FindOptions, Gazetteer, Weak};

fn main() {
    divan::main();
}

/// News-like text of about 1 MB.
fn text() -> String {
    if let Some(path) = std::env::var_os("INQUIT_BENCH_TEXT") {
        return std::fs::read_to_string(path).expect("a readable text in INQUIT_BENCH_TEXT");
    }
    let paragraph = "Officials in Tehran said on Tuesday that talks with the European Union would go on, although the \
        foreign minister, Abbas Araghchi, had warned that “patience has its limits”. In Washington, a spokesman for \
        the State Department, Matthew Miller, told reporters that the U.S. had seen the report and would answer it in due time. \
        Analysts at the bank, who asked not to be named, expect oil to become dearer before the end of the year. \
        “We have been here before,” Angela Merkel once said of such days, and nobody in the room thought of an answer.\n\n";
    paragraph.repeat(1_600)
}

fn names() -> Vec<String> {
    let gazetteer = Gazetteer::curated();
    let entities = gazetteer.ids_iter().filter_map(|id| gazetteer.get(id));
    let names: BTreeSet<String> = entities.flat_map(|entity| entity.names.iter().map(|name| name.text.clone())).collect();
    names.into_iter().collect()
}

#[divan::bench]
fn this_crate(bencher: divan::Bencher<'_, '_>) {
    let (gazetteer, text) = (Gazetteer::curated(), text());
    bencher.counter(BytesCount::of_str(&text)).bench(|| gazetteer.find_iter(&text).count());
}

#[divan::bench]
fn this_crate_with_licensed_names(bencher: divan::Bencher<'_, '_>) {
    let (gazetteer, text) = (Gazetteer::curated(), text());
    let options = FindOptions::new().weak(Weak::Licensed);
    bencher.counter(BytesCount::of_str(&text)).bench(|| gazetteer.find_iter_with(&text, options).count());
}

#[divan::bench(args = [AhoCorasickKind::NoncontiguousNFA, AhoCorasickKind::ContiguousNFA])]
fn aho_corasick(bencher: divan::Bencher<'_, '_>, kind: AhoCorasickKind) {
    let (names, text) = (names(), text());
    let automaton = AhoCorasick::builder().kind(Some(kind)).match_kind(MatchKind::LeftmostLongest).build(names).expect("an automaton");
    bencher.counter(BytesCount::of_str(&text)).bench(|| automaton.find_iter(&text).count());
}

#[divan::bench]
fn daachorse(bencher: divan::Bencher<'_, '_>) {
    let (names, text) = (names(), text());
    let automaton = double_array(&names);
    bencher.counter(BytesCount::of_str(&text)).bench(|| automaton.leftmost_find_iter(&text).count());
}

fn double_array(names: &[String]) -> daachorse::DoubleArrayAhoCorasick<u32> {
    let kind = daachorse::MatchKind::LeftmostLongest;
    daachorse::DoubleArrayAhoCorasickBuilder::new().match_kind(kind).build(names).expect("an automaton")
}

#[divan::bench(sample_count = 10)]
fn load_this_crate() -> Gazetteer {
    Gazetteer::builder().add_curated().build().expect("good tables")
}

#[divan::bench(sample_count = 5)]
fn load_aho_corasick(bencher: divan::Bencher<'_, '_>) {
    let names = names();
    bencher.bench(|| AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&names).expect("an automaton"));
}

#[divan::bench(sample_count = 5)]
fn load_daachorse(bencher: divan::Bencher<'_, '_>) {
    let names = names();
    bencher.bench(|| double_array(&names));
}
