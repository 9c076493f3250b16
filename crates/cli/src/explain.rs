//! `inquit explain`: why the quotations of a file are as they are.
//!
//! For each: its paragraph with the words underlined, how the mention led to
//! the speaker, the evidence by weight, and what lost against it. All of it goes through [`terminal::lines`].

mod glossary;

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::slice;

use anyhow::anyhow;
use inquit_eval::underline::{marks, underlined};
use inquit_gazetteer::{EntityId, Gazetteer};
use inquit_quotes::{Analyzer, Explanation, Quote, Rival, Rule, Span, Speaker};
use inquit_table::{class_name, type_name};

use crate::args::ExplainArgs;
use crate::error::{EXIT_FAILED, Stop};
use crate::input::discover::discover;
use crate::input::{Document, reader};
use crate::progress::{Progress, Talk};
use crate::{model, terminal};

/// Features shown of an attribution.
const FEATURES: usize = 12;
/// Rivals shown of an attribution.
const RIVALS: usize = 5;
/// Differences shown between a rival and what won.
const DIFFERENCES: usize = 3;
/// Weights nearer to zero than this are not worth a line.
const LEAST: f32 = 0.005;
/// Columns of the terminal for the words of a rival.
const WORDS: usize = 90;

/// Runs the command.
///
/// # Errors
///
/// [`Stop`] if the file cannot be read, or holds no quotation that was asked for.
pub(crate) fn run(args: &ExplainArgs) -> Result<ExitCode, Stop> {
    let Some(file) = &args.file else {
        // Clap asks for a file where no glossary is wanted.
        return say(glossary::GLOSSARY).map(|()| ExitCode::SUCCESS);
    };
    let analyzer = model::analyzer(&args.model).map_err(Stop::Usage)?;
    let found = discover(slice::from_ref(file), &args.input, None)?;
    let mut progress = Progress::new(None, Talk::default(), false);
    for note in &found.notes {
        progress.note(note);
    }
    progress.pass_over(&found.other);
    let fields = args.input.fields().map_err(Stop::Usage)?;
    let (mut shown, mut failed) = (0, None);
    reader::read(found.sources, &fields, |batch| {
        for item in &batch.items {
            let mut notes = Vec::new();
            if let Some(document) = item.document(&batch.bytes, &fields, &mut notes) {
                let (count, out) = explain(args, &analyzer, &document);
                shown += count;
                failed = io::stdout().write_all(terminal::lines(&out).as_bytes()).err();
            }
            for note in &notes {
                progress.note(note);
            }
            if failed.is_some() {
                return false;
            }
        }
        true
    });
    if let Some(error) = failed {
        return Err(Stop::writing("standard output", error));
    }
    if args.glossary {
        say(glossary::GLOSSARY)?;
    } else if shown > 0 && io::stdout().is_terminal() {
        say("(inquit explain --glossary says what these words mean)\n")?;
    }
    progress.end();
    progress.tell_passed_over();
    if progress.has_failures() {
        return Ok(ExitCode::from(EXIT_FAILED));
    }
    match &args.quote {
        Some(quote) if shown == 0 => {
            let file = file.display();
            Err(Stop::Usage(anyhow!("{file} has no quotation {quote}; `inquit explain {file}` shows those it has")))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn say(words: &str) -> Result<(), Stop> {
    io::stdout().write_all(words.as_bytes()).map_err(|error| Stop::writing("standard output", error))
}

/// The quotations that were asked for, and how many they are.
fn explain(args: &ExplainArgs, analyzer: &Analyzer, document: &Document<'_>) -> (usize, String) {
    let explained = analyzer.explain(&document.text);
    let (mut count, mut out) = (0, String::new());
    for (number, explanation) in (1..).zip(&explained) {
        let id = format!("{}#{number}", document.id);
        if args.quote.as_ref().is_none_or(|wanted| is_meant(wanted, number, &id)) {
            count += 1;
            describe(&mut out, &document.text, &id, explanation, analyzer.gazetteer(), args.all);
        }
    }
    if explained.is_empty() && args.quote.is_none() {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(out, "{}: no quotations", terminal::one_line(&document.id));
    }
    (count, out)
}

/// Whether `wanted` is the quotation's number or id; tables of folders may have
/// the path in front.
fn is_meant(wanted: &str, number: usize, id: &str) -> bool {
    wanted == id || wanted.strip_suffix(id).is_some_and(|path| path.ends_with('/')) || wanted == number.to_string()
}

fn describe(out: &mut String, text: &str, id: &str, explanation: &Explanation, gazetteer: &Gazetteer, all: bool) {
    let Explanation { quote, evidence, rivals } = explanation;
    let names: Vec<&str> = quote.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let speaker = if names.is_empty() { "(unknown)".to_owned() } else { names.join("; ") };
    let kind = format!("{} {}", type_name(quote.quote_type), class_name(quote.class));
    let method = quote.method.as_str();
    let line = format!("{id}  {kind}  {method}  {:.2}  {speaker}", quote.confidence);
    let _ = writeln!(out, "{}\n", terminal::one_line(&line));
    let marks: Vec<(Span, char)> = marks(quote).collect();
    out.push_str(&underlined(text, paragraphs(text, quote), &marks));
    for speaker in &quote.speakers {
        chain(out, text, gazetteer, speaker);
    }
    weights(out, evidence, all);
    let most = if all { rivals.len() } else { RIVALS };
    out.push_str(if rivals.is_empty() { "\n  lost: nothing stood against it\n" } else { "\n  lost:\n" });
    for rival in rivals.iter().take(most) {
        lost(out, text, explanation, rival);
    }
    if rivals.len() > most {
        let _ = writeln!(out, "    … {} more (--all)", rivals.len() - most);
    }
    out.push('\n');
}

/// How the words of the mention led to the speaker, a line a step.
fn chain(out: &mut String, text: &str, gazetteer: &Gazetteer, speaker: &Speaker) {
    let name = |id: EntityId| gazetteer.get(id).map_or(String::new(), |entity| format!("{} {}", entity.id, entity.name));
    let words = speaker.chain.iter().map(|step| (terminal::shorten(step.span.of(text), WORDS / 2), step.rule));
    let entity = speaker.entity.zip(speaker.identified).map(|(id, rule)| (terminal::shorten(&name(id), WORDS / 2), rule));
    let steps: Vec<(String, Rule)> = words.chain(entity).collect();
    let lines: Vec<Vec<String>> = steps.iter().map(|(words, rule)| vec![words.clone(), rule.as_str().to_owned()]).collect();
    let _ = writeln!(out, "\n  speaker: {}", terminal::one_line(&speaker.name));
    for line in terminal::align(&lines, &[WORDS / 2, usize::MAX], WORDS).lines() {
        let _ = writeln!(out, "    {line}");
    }
    if !speaker.others.is_empty() {
        let others: Vec<String> = speaker.others.iter().map(|&id| name(id)).collect();
        let _ = writeln!(out, "    others of that name: {}", terminal::shorten(&others.join("; "), WORDS));
    }
}

/// The lines of the text that hold the words of the quotation.
fn paragraphs(text: &str, quote: &Quote) -> Span {
    let all = marks(quote).map(|(span, _)| span).reduce(Span::union).unwrap_or_default();
    let start = text[..all.start()].rfind('\n').map_or(0, |at| at + 1);
    let end = text[all.end()..].find('\n').map_or(text.len(), |at| all.end() + at);
    Span::new(start, end)
}

/// The evidence, largest weights first.
fn weights(out: &mut String, evidence: &[(String, f32)], all: bool) {
    let sum: f32 = evidence.iter().map(|(_, weight)| weight).sum();
    let mut sorted: Vec<&(String, f32)> = evidence.iter().filter(|(_, weight)| weight.abs() >= LEAST).collect();
    sorted.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let most = if all { sorted.len() } else { FEATURES };
    let _ = writeln!(out, "\n  evidence: {} features, {} with a weight, sum {sum:+.2}", evidence.len(), sorted.len());
    for (feature, weight) in sorted.iter().take(most) {
        let _ = writeln!(out, "    {weight:+.2}  {}", terminal::one_line(feature));
    }
    if sorted.len() > most {
        let rest: f32 = sorted[most..].iter().map(|(_, weight)| weight).sum();
        let _ = writeln!(out, "    {rest:+.2}  … {} more (--all)", sorted.len() - most);
    }
}

/// A rival: how probable, what it says, and what told most against it.
fn lost(out: &mut String, text: &str, explanation: &Explanation, rival: &Rival) {
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
    let mention = rival.mention.map_or("nobody", |span| span.of(text));
    let cue = rival.cue.map_or(String::new(), |span| format!(" {}", span.of(text)));
    let by = explanation.quote.confidence - rival.confidence;
    let by = if by < 0.0 { format!("{:.2} more, lost to a third", -by) } else { format!("by {by:.2}") };
    let quote = &explanation.quote;
    let what = match rival.content == quote.content && rival.mention == quote.mention.map(|mention| mention.span) {
        true => "(the same words by another rule)".to_owned(),
        false => format!("[{mention}]{cue}: {}", words(&rival.content)),
    };
    let _ = writeln!(out, "    {:.2}  {by}  {}  {}", rival.confidence, rival.method.as_str(), terminal::shorten(&what, WORDS));
    let told: Vec<String> = differences(&explanation.evidence, &rival.evidence)
        .into_iter()
        .take(DIFFERENCES)
        .map(|(feature, difference)| format!("{difference:+.2} {feature}"))
        .collect();
    if !told.is_empty() {
        let _ = writeln!(out, "          {}", terminal::one_line(&told.join(", ")));
    }
}

/// What a rival has less than what won, feature by feature, most first: what
/// speaks against it, and what speaks for the other (`without …`).
fn differences(won: &[(String, f32)], lost: &[(String, f32)]) -> Vec<(String, f32)> {
    let missing = |one: &(String, f32), others: &[(String, f32)]| others.binary_search_by(|other| other.0.cmp(&one.0)).is_err();
    let own = lost.iter().filter(|one| missing(one, won)).map(|(feature, weight)| (feature.clone(), *weight));
    let other = won.iter().filter(|one| missing(one, lost)).map(|(feature, weight)| (format!("without {feature}"), -weight));
    let mut all: Vec<(String, f32)> = own.chain(other).filter(|(_, weight)| *weight <= -LEAST).collect();
    all.sort_by(|a, b| a.1.total_cmp(&b.1));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_by_number_and_id() {
        assert!(is_meant("2", 2, "a.txt#2") && is_meant("a.txt#2", 2, "a.txt#2") && is_meant("x/a.txt#2", 2, "a.txt#2"));
        assert!(!is_meant("12", 2, "a.txt#2") && !is_meant("xa.txt#2", 2, "a.txt#2") && !is_meant("a.txt", 2, "a.txt#2"));
    }

    #[test]
    fn differences_are_what_tells() {
        let table = |rows: &[(&str, f32)]| rows.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect::<Vec<_>>();
        let won = table(&[("a", 1.0), ("b", 0.5), ("c", -0.5)]);
        let lost = table(&[("a", 1.0), ("d", -0.75), ("e", 0.25)]);
        assert_eq!(differences(&won, &lost), table(&[("d", -0.75), ("without b", -0.5)]));
    }
}
