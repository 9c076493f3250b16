//! Fits the part-of-speech tagger: `make tagger`.
//!
//! Reads tagged texts in the folder that `INQUIT_SHARED` names and writes the
//! dictionary and weights of the tagger to `data/models/tags.bin`: word hashes
//! and numbers leave the corpora, no text. Texts: PolNeAR's training part with
//! the tags it ships with (`eval/polnear_train_pos.jsonl.gz`), and
//! `gazetteer/pos/`: GUM's free genres and MASC.
//!
//! ```text
//! fit_tags                  writes data/models/tags.bin
//! fit_tags FILE             writes FILE
//! fit_tags --check          trains on nine texts of ten, tells how many tokens
//!                           of the tenth and of PolNeAR's development part are
//!                           tagged as they should be, writes nothing
//! fit_tags --folds N BASE   writes BASE.0 … BASE.N-1: model K has not seen the
//!                           articles of PolNeAR whose ordinal leaves K by N
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use inquit_quotes::train::{FitTags, TagScore, TaggedText, score_tags};
use inquit_quotes::{Span, TagModel};
use inquit_tests::annotation::CodePoints;
use inquit_tests::{say, shared, tests_folder};
use serde::Deserialize;

/// What a mistake counts in texts that are no news of PolNeAR's kind.
const OTHER_WEIGHT: f32 = 0.5;
/// One text of so many is left out by `--check`.
const HELD_OUT: usize = 10;

/// Tagged texts by corpus; texts stand at their ordinal in the corpus.
struct Corpora {
    polnear: Vec<TaggedText>,
    gum: Vec<TaggedText>,
    masc: Vec<TaggedText>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = shared::folder().ok_or("no tagged texts; INQUIT_SHARED names their folder, ../shared by default")?;
    let corpora = Corpora {
        polnear: polnear(&folder, "train")?,
        gum: gum(&folder.join("gazetteer/pos/gum_permissive.conllu"))?,
        masc: masc(&folder.join("gazetteer/pos/masc_tagged.zip"))?,
    };
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--check"] => check(&folder, &corpora),
        ["--folds", folds, base] => {
            let folds: usize = folds.parse()?;
            for fold in 0..folds {
                let path = format!("{base}.{fold}");
                fs::write(&path, fit(&corpora.without(|at, polnear| polnear && at % folds == fold)).to_bytes())?;
                say(&path);
            }
            Ok(())
        }
        [] | [_] => {
            let path = arguments.first().map_or_else(|| tests_folder().join("../data/models/tags.bin"), PathBuf::from);
            let model = fit(&corpora.without(|_, _| false));
            let bytes = model.to_bytes();
            fs::write(&path, &bytes)?;
            say(&format!("{} bytes; polnear_dev {}", bytes.len(), percent(&model, &polnear(&folder, "dev")?, None)));
            Ok(())
        }
        _ => Err("fit_tags [FILE | --check | --folds N BASE]".into()),
    }
}

fn fit(texts: &[TaggedText]) -> TagModel {
    FitTags::default().fit(texts)
}

impl Corpora {
    /// All texts but those that `left_out` names by ordinal and whether they are PolNeAR's.
    fn without(&self, left_out: impl Fn(usize, bool) -> bool) -> Vec<TaggedText> {
        let part = |texts: &[TaggedText], polnear: bool| -> Vec<TaggedText> {
            texts.iter().enumerate().filter(|(at, _)| !left_out(*at, polnear)).map(|(_, text)| text.clone()).collect()
        };
        [part(&self.polnear, true), part(&self.gum, false), part(&self.masc, false)].concat()
    }
}

/// Trains on nine tenths and tells how well the rest is tagged.
fn check(folder: &Path, corpora: &Corpora) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let model = fit(&corpora.without(|at, _| at % HELD_OUT == 0));
    say(&format!("fitted in {:.1} s, {} bytes", start.elapsed().as_secs_f64(), model.to_bytes().len()));
    let dev = polnear(folder, "dev")?;
    let held = |texts: &[TaggedText]| -> Vec<TaggedText> { texts.iter().step_by(HELD_OUT).cloned().collect() };
    say("corpus            all    title case    other");
    for (name, texts) in [
        ("polnear_dev", dev),
        ("polnear held", held(&corpora.polnear)),
        ("GUM held", held(&corpora.gum)),
        ("MASC held", held(&corpora.masc)),
    ] {
        let [all, title, other] = [None, Some(true), Some(false)].map(|headlines| percent(&model, &texts, headlines));
        say(&format!("{name:12}  {all}  {title}  {other}"));
    }
    Ok(())
}

fn percent(model: &TagModel, texts: &[TaggedText], headlines: Option<bool>) -> String {
    let mut sum = TagScore::default();
    for text in texts {
        let score = score_tags(model, text, headlines);
        sum.tokens += score.tokens;
        sum.right += score.right;
        sum.weighed += score.weighed;
    }
    format!("{:.2} % of {} ({:.0} % weighed)", sum.percent(), sum.tokens, 100.0 * sum.weighed as f64 / sum.tokens.max(1) as f64)
}

#[derive(Deserialize)]
struct TagsLine {
    id: String,
    sentences: Vec<Vec<(usize, usize, String)>>,
}

/// PolNeAR's articles in their order; those without tags are empty.
fn polnear(folder: &Path, part: &str) -> Result<Vec<TaggedText>, Box<dyn Error>> {
    let documents = shared::load(&folder.join(format!("eval/polnear_{part}.jsonl")), None)?;
    let source = output("gzip", &["-dc".as_ref(), folder.join(format!("eval/polnear_{part}_pos.jsonl.gz")).as_os_str()])?;
    let mut lines = BTreeMap::new();
    for line in source.lines() {
        let line: TagsLine = serde_json::from_str(line)?;
        lines.insert(line.id, line.sentences);
    }
    let tagged = |document: shared::Document| {
        let points = CodePoints::new(&document.text);
        let sentences = lines.remove(&document.id).unwrap_or_default();
        let tags = sentences.into_iter().flatten().map(|(start, end, tag)| (points.bytes((start, end)), tag)).collect();
        TaggedText { text: document.text, tags, weight: 1.0, headlines: false }
    };
    Ok(documents.into_iter().map(tagged).collect())
}

/// What a command prints. Packed files are opened by the system's own programs.
fn output(command: &str, arguments: &[&std::ffi::OsStr]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(command).args(arguments).output().map_err(|error| format!("{command}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The documents of a CoNLL-U file.
fn gum(path: &Path) -> Result<Vec<TaggedText>, Box<dyn Error>> {
    let mut texts: Vec<TaggedText> = Vec::new();
    for line in fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?.lines() {
        if line.starts_with("# newdoc") {
            texts.push(TaggedText { weight: OTHER_WEIGHT, headlines: true, ..TaggedText::default() });
        }
        let Some(text) = texts.last_mut() else { continue };
        if line.is_empty() {
            text.text.push('\n');
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if let &[number, form, _, _, tag, .., misc] = cells.as_slice()
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            add(text, form, tag);
            if !misc.contains("SpaceAfter=No") {
                text.text.push(' ');
            }
        }
    }
    Ok(texts)
}

/// The texts of MASC: lines of `word_TAG`. Spaces before signs and clitics are taken out.
fn masc(path: &Path) -> Result<Vec<TaggedText>, Box<dyn Error>> {
    let list = output("unzip", &["-Z1".as_ref(), path.as_os_str()])?;
    let mut names: Vec<&str> = list.lines().filter(|name| name.ends_with(".txt") && !name.ends_with("categories.txt")).collect();
    names.sort_unstable();
    let mut texts = Vec::new();
    for name in names {
        let mut text = TaggedText { weight: OTHER_WEIGHT, headlines: true, ..TaggedText::default() };
        for line in output("unzip", &["-p".as_ref(), path.as_os_str(), name.as_ref()])?.lines() {
            let mut open = true;
            for (word, tag) in line.split_whitespace().filter_map(|pair| pair.rsplit_once('_')).filter(|(word, _)| !word.is_empty()) {
                let clings = matches!(word, "." | "," | ";" | ":" | "?" | "!" | ")" | "''" | "%" | "n't")
                    || (word.starts_with('\'') && word.len() > 1);
                if !open && !clings {
                    text.text.push(' ');
                }
                add(&mut text, word, tag);
                open = matches!(word, "(" | "``" | "$" | "“");
            }
            text.text.push('\n');
        }
        texts.push(text);
    }
    Ok(texts)
}

fn add(text: &mut TaggedText, word: &str, tag: &str) {
    let start = text.text.len();
    text.text.push_str(word);
    text.tags.push((Span::new(start, text.text.len()), tag.to_owned()));
}
