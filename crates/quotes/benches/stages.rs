//! Speed of the stages on one core: `make bench`.
//!
//! The corpus is the sample articles and the articles of the gold corpus, over
//! and over up to two megabytes, one document at a time as in real use. Each
//! stage is measured with what it needs at hand.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use inquit_gazetteer::Gazetteer;
use inquit_quotes::{Analyzer, Document, TagModel, TaggerModel, pair_marks};

/// Bytes of the corpus, at least.
const SIZE: usize = 2 << 20;

fn main() {
    divan::main();
}

/// Texts and their bytes.
struct Corpus {
    texts: Vec<String>,
    bytes: BytesCount,
}

impl Corpus {
    fn load() -> Corpus {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut articles: Vec<String> = files(&workspace.join("data/samples"), "txt").iter().map(|path| read(path)).collect();
        articles.extend(files(&workspace.join("tests/gold"), "toml").iter().map(|path| gold_text(path)));
        assert!(!articles.is_empty(), "no articles in {}", workspace.display());
        let mut bytes = 0;
        let enough = |text: &String| {
            let more = bytes < SIZE;
            bytes += text.len();
            more
        };
        let texts: Vec<String> = articles.iter().cycle().cloned().take_while(enough).collect();
        let bytes = BytesCount::new(texts.iter().map(String::len).sum::<usize>());
        Corpus { texts, bytes }
    }
}

/// The files of a folder with an extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == extension)).collect();
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The article of a gold file.
fn gold_text(path: &Path) -> String {
    let table: toml::Table = read(path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    table.get("text").and_then(toml::Value::as_str).unwrap_or_else(|| panic!("{}: no text", path.display())).to_owned()
}

/// Paragraphs, sentences, tokens.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn segment(bencher: Bencher<'_, '_>) {
    let corpus = Corpus::load();
    bencher.counter(corpus.bytes).bench_local(|| {
        for text in &corpus.texts {
            black_box(Document::parse(black_box(text)));
        }
    });
}

/// Quotation marks of documents that are cut up already.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn marks(bencher: Bencher<'_, '_>) {
    let corpus = Corpus::load();
    let documents: Vec<Document<'_>> = corpus.texts.iter().map(|text| Document::parse(text)).collect();
    bencher.counter(corpus.bytes).bench_local(|| {
        for document in &documents {
            black_box(pair_marks(black_box(document)));
        }
    });
}

/// Parts of speech of documents that are cut up already; items are tokens.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn tag(bencher: Bencher<'_, '_>) {
    let corpus = Corpus::load();
    let documents: Vec<Document<'_>> = corpus.texts.iter().map(|text| Document::parse(text)).collect();
    let tokens: usize = documents.iter().map(|document| document.tokens().len()).sum();
    let model = TagModel::english();
    bencher.counter(corpus.bytes).counter(ItemsCount::new(tokens)).bench_local(|| {
        for document in &documents {
            black_box(model.tags(black_box(document)));
        }
    });
}

/// What comes before attribution, and the tagger so many times: the difference is its cost.
#[divan::bench(sample_count = 20, sample_size = 1, args = [0, 1, 2])]
fn layers_and_labels(bencher: Bencher<'_, '_>, taggers: usize) {
    let corpus = Corpus::load();
    let analyzer = Analyzer::english().with_gazetteer(Gazetteer::default());
    let models = vec![TaggerModel::english(); taggers];
    bencher.counter(corpus.bytes).bench_local(|| {
        for text in &corpus.texts {
            black_box(analyzer.labels_by(black_box(text), &models));
        }
    });
}

/// Everything, with the built-in gazetteer.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn analyze(bencher: Bencher<'_, '_>) {
    let corpus = Corpus::load();
    let analyzer = Analyzer::english();
    bencher.counter(corpus.bytes).bench_local(|| {
        for text in &corpus.texts {
            black_box(analyzer.analyze(black_box(text)));
        }
    });
}

/// Everything, with an empty gazetteer: the difference is what names cost.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn analyze_without_gazetteer(bencher: Bencher<'_, '_>) {
    let corpus = Corpus::load();
    let analyzer = Analyzer::english().with_gazetteer(Gazetteer::default());
    bencher.counter(corpus.bytes).bench_local(|| {
        for text in &corpus.texts {
            black_box(analyzer.analyze(black_box(text)));
        }
    });
}
