//! Sieves: speakers for quotations that no frame holds.
//!
//! Input: a quotation span without attribution and what has been attributed
//! before it. Output: candidates, in the order of the sieves; the first that
//! finds a speaker comes first. A sieve never alters an attribution.

use std::ops::Range;

use crate::candidate::{Candidate, End, Fact, Facts, Head, Path, Subject, fact};
use crate::context::Context;
use crate::document::TokenKind;
use crate::lexicon::{CuePart, Tag};
use crate::marks::{LONG, QuoteSpan};
use crate::method::Method;
use crate::names::NameKind;
use crate::phrases::Voice;
use crate::quote::Class;
use crate::subject;

/// Proposes speakers for the quotation `content`, whose first span is `span`.
/// `running` is the attribution before it in text order.
pub(crate) fn propose(
    context: &Context<'_, '_>,
    span: &QuoteSpan,
    content: &[Range<usize>],
    running: Option<&Candidate>,
) -> Vec<Candidate> {
    let sieve = Sieve { context, span, content };
    let mut out = Vec::new();
    out.extend(sieve.signature());
    out.extend(sieve.after());
    out.extend(sieve.before());
    if out.is_empty() {
        out.extend(sieve.behind(running));
    }
    out.extend(sieve.block(running));
    out.extend(sieve.carried(running));
    out.push(sieve.candidate(Method::Unattributed, None));
    out
}

/// `running` with the further quotation `content`, which `span` begins, if it
/// can go on: the quotation is all of its paragraph, and the paragraph before
/// ends with the sentence in which `running` quotes or is reported.
pub(crate) fn joined(context: &Context<'_, '_>, span: &QuoteSpan, content: &[Range<usize>], running: &Candidate) -> Option<Candidate> {
    let paragraph = &context.document.paragraphs[span.paragraph].tokens;
    let before = span.paragraph.checked_sub(1).map(|p| &context.document.paragraphs[p])?;
    let last = running.extent().end - 1;
    let clause = running.cue.iter().chain(running.subject.iter().map(|subject| &subject.tokens)).map(|tokens| tokens.end - 1);
    let final_sentence = &context.document.sentences[before.sentences.end - 1].tokens;
    let reports_last = clause.chain([last]).any(|i| final_sentence.contains(&i));
    let further = (last + 1..before.tokens.end).any(|i| context.mark(i).is_some_and(|mark| mark.words >= LONG));
    let alone = *paragraph == span.tokens;
    let introduced = context.word(before.tokens.end - 1) == ":";
    let quoted = context.mark(last).is_some_and(|mark| mark.tokens.end == last + 1);
    // *'Legend of the Coal Fields'*
    let heading = context.words.title_case[context.document.paragraphs[span.paragraph].sentences.start];
    // *“And then?” Example asked.* and the answer
    let asked = span.closed && context.mark(last).is_some_and(|mark| context.sign(mark.inner.end - 1) == b'?');
    if asked || !alone || heading || !quoted || !reports_last || !before.tokens.contains(&last) || further || introduced {
        return None;
    }
    Some(with_more(running, content))
}

/// `running` with the quotation `content`, which `span` begins, if that is a
/// sentence behind the one in which `running` quotes and reports.
pub(crate) fn resumed(context: &Context<'_, '_>, span: &QuoteSpan, content: &[Range<usize>], running: &Candidate) -> Option<Candidate> {
    let before = &context.document.sentences[context.document.sentence_of(span.tokens.start).checked_sub(1)?].tokens;
    let cue = running.cue.as_ref().filter(|cue| before.contains(&cue.start) && running.class == Class::Speech)?;
    let quoted = |piece: &Range<usize>| context.mark(piece.start).is_some_and(|mark| mark.tokens == *piece);
    let front = running.content.last().is_some_and(|piece| quoted(piece) && piece.end <= cue.start);
    (front && is_sequel(context, span)).then(|| with_more(running, content))
}

fn with_more(running: &Candidate, content: &[Range<usize>]) -> Candidate {
    let mut joined = running.clone();
    joined.content.extend(content.iter().cloned());
    joined.facts.push(fact!("joined"));
    joined
}

struct Sieve<'s, 'a, 't> {
    context: &'s Context<'a, 't>,
    span: &'s QuoteSpan,
    content: &'s [Range<usize>],
}

impl Sieve<'_, '_, '_> {
    fn candidate(&self, method: Method, subject: Option<Subject>) -> Candidate {
        let context = self.context;
        let paragraph = &context.document.paragraphs[self.span.paragraph].tokens;
        let facts = Facts::from([
            if self.span.closed { fact!("closed") } else { fact!("unclosed") },
            if self.span.tokens.start == paragraph.start { fact!("opens-paragraph") } else { fact!("inside-paragraph") },
            if self.span.tokens.end == paragraph.end { fact!("closes-paragraph") } else { fact!("text-after") },
        ]);
        Candidate {
            method,
            cue: None,
            entry: None,
            part: CuePart::Phrase,
            class: Class::Speech,
            subject,
            content: self.content.iter().cloned().collect(),
            end: End::Mark,
            cue_tag: Tag::PUNCT,
            facts,
            confidence: 0.0,
            rivals: None,
        }
    }

    /// *"…" — Name*
    fn signature(&self) -> Option<Candidate> {
        let context = self.context;
        let at = self.span.tokens.end;
        let paragraph = &context.document.paragraphs[self.span.paragraph];
        let (start, limit) = if at < paragraph.tokens.end && is_dash(context.word(at)) {
            (at + 1, paragraph.tokens.end)
        } else {
            // the line below
            let next = context.document.paragraphs.get(self.span.paragraph + 1).filter(|_| at == paragraph.tokens.end)?;
            (next.tokens.start + 1, next.tokens.end)
        };
        if !is_dash(context.word(start - 1)) {
            return None;
        }
        let mut end = start;
        while end < limit
            && end - start < 8
            && context.document.tokens[end].kind == TokenKind::Word
            && (context.document.tokens[end].capital || context.tag(end) == Tag::IN || end > start)
            && context.tag(end) != Tag::VBD
        {
            if !context.document.tokens[end].capital
                && !matches!(context.word(end), "of" | "de" | "von" | "van" | "al" | "bin" | "der" | "the")
            {
                break;
            }
            end += 1;
        }
        let ends = end == limit || matches!(context.word(end), "," | "." | "(" | ";") || is_dash(context.word(end));
        (end > start && ends)
            .then(|| self.candidate(Method::Signature, Some(Subject { tokens: start..end, head: Head::Name, path: Path::Label })))
    }

    /// A verb with its subject directly behind the quotation: *"…," Smith grinned*.
    fn after(&self) -> Option<Candidate> {
        let context = self.context;
        let sentence = &context.document.sentences[context.document.sentence_of(self.span.tokens.end - 1)].tokens;
        let mut at = self.span.tokens.end;
        if context.sign(at) == b',' {
            at += 1;
        }
        if at >= sentence.end {
            return None;
        }
        if let Some(verb) = context.phrases.verb(at).filter(|verb| verb.finite && verb.tokens.start == at) {
            let subject = subject::starting_at(context, sentence, verb.tokens.end, Path::Inverted)?;
            return self.beside(verb.tokens.clone(), subject, fact!("inverted-behind"));
        }
        let subject = subject::starting_at(context, sentence, at, Path::Adjacent)?;
        let verb = (subject.tokens.end..sentence.end.min(subject.tokens.end + 3))
            .find_map(|i| context.phrases.verb(i))
            .filter(|verb| verb.voice == Voice::Active)?;
        self.beside(verb.tokens.clone(), subject, fact!("behind"))
    }

    /// The last subject before the quotation in its sentence.
    fn before(&self) -> Option<Candidate> {
        let context = self.context;
        let sentence = &context.document.sentences[context.document.sentence_of(self.span.tokens.start)].tokens;
        let mut i = self.span.tokens.start;
        while i > sentence.start {
            i -= 1;
            if let Some(verb) = context.phrases.verb(i) {
                i = verb.tokens.start;
                // *he was told by a doctor*
                let agent = (verb.voice == Voice::Passive && context.is(verb.tokens.end, "by"))
                    .then(|| subject::starting_at(context, sentence, verb.tokens.end + 1, Path::Agent))
                    .flatten();
                if let Some(subject) = agent.or_else(|| subject::before(context, sentence, verb)) {
                    return self.beside(verb.tokens.clone(), subject, fact!("in-front"));
                }
            }
        }
        None
    }

    /// Whom the sentence before is about: *Example shrugs. “…”*, *The manager was
    /// unhappy.* and a paragraph of quotation. Where somebody speaks in that
    /// sentence, the quotation is theirs and none of its subject's.
    fn behind(&self, running: Option<&Candidate>) -> Option<Candidate> {
        let context = self.context;
        let start = self.span.tokens.start;
        let sentence = context.document.sentences[context.document.sentence_of(start).checked_sub(1)?].tokens.clone();
        let near = context.document.paragraph_of(sentence.start) + 1 >= self.span.paragraph;
        let bare = |i: usize| context.mark(i).is_none();
        let reaches = |running: &Candidate| running.extent().end.max(running.cue.as_ref().map_or(0, |cue| cue.end)) > sentence.start;
        let spoken = running.is_some_and(|running| running.class == Class::Speech && running.subject.is_some() && reaches(running));
        if !near || spoken || !self.is_own_sentence() || context.sign(sentence.end - 1) == b':' || !bare(sentence.end - 1) {
            return None;
        }
        // *Though she called it odd, Example voted for it*, *Asked about it, Example grinned*: the main clause
        let subordinate = matches!(context.tag(sentence.start), Tag::IN | Tag::WRB | Tag::VBN | Tag::VBG);
        let first = sentence.clone().filter(|_| subordinate).find(|&i| context.sign(i) == b',').unwrap_or(sentence.start);
        let verb = (first..sentence.end).filter(|&i| bare(i)).find_map(|i| context.phrases.verb(i).filter(|verb| verb.finite))?;
        let subject = subject::before(context, &sentence, verb)?;
        let subject = whose_reply(context, &subject).unwrap_or(subject);
        let name = context.names.at(subject.tokens.end - 1);
        let one = match subject.head {
            Head::Pronoun => context.is_any(subject.tokens.start, &["he", "she", "his", "her"]),
            Head::Role => context.tag(subject.tokens.end - 1) != Tag::NNS,
            Head::Name => name.is_some_and(|name| name.kind == NameKind::Person),
            _ => false,
        };
        if !one {
            return None;
        }
        let mut candidate = self.candidate(Method::Beside, Some(subject));
        candidate.facts.push(BEHIND);
        Some(candidate)
    }

    /// Whether the quotation is one or more sentences, and nothing else is in them.
    fn is_own_sentence(&self) -> bool {
        let context = self.context;
        let (first, last) = (self.span, self.content.last().and_then(|piece| context.mark(piece.start)));
        let starts = |i: usize| context.document.sentences[context.document.sentence_of(i)].tokens.start == i;
        let sentence = context.document.sentence_of(first.tokens.start);
        let capital = first.inner.clone().find(|&i| context.document.tokens[i].kind == TokenKind::Word);
        starts(first.tokens.start)
            && first.words >= LONG
            && capital.is_some_and(|i| context.document.tokens[i].capital)
            && !context.words.title_case[sentence]
            && last.is_some_and(|last| {
                let end = last.tokens.end;
                last.closed && !last.continues && stops(context, last) && (end == context.document.tokens.len() || starts(end))
            })
    }

    fn beside(&self, cue: Range<usize>, subject: Subject, fact: Fact) -> Option<Candidate> {
        let touches = self.content.iter().any(|piece| {
            piece.start < subject.tokens.end && subject.tokens.start < piece.end || piece.start < cue.end && cue.start < piece.end
        });
        let mut candidate = self.candidate(Method::Beside, Some(subject));
        candidate.facts.push(fact);
        candidate.entry = self.context.form(cue.end - 1).verb;
        candidate.cue = Some(cue);
        (!touches).then_some(candidate)
    }

    /// The quotation opens its paragraph and the one before ends in a colon, or in
    /// a comma behind a report.
    fn block(&self, running: Option<&Candidate>) -> Option<Candidate> {
        let context = self.context;
        let before = self.span.paragraph.checked_sub(1).and_then(|p| context.document.paragraphs.get(p))?;
        let last = before.tokens.end - 1;
        // *Example wrote to the board,* before a line of its words
        let reports = || {
            let sentence = &context.document.sentences[before.sentences.end - 1].tokens;
            let verb = sentence.clone().rev().find_map(|i| context.phrases.verb(i).filter(|verb| verb.finite && context.mark(i).is_none()));
            verb.and_then(|verb| context.form(verb.main).verb).is_some_and(|index| context.lexicon.cue(index).class == Class::Speech)
        };
        let introduced = context.sign(last) == b':' || context.sign(last) == b',' && reports();
        if self.span.tokens.start != before.tokens.end || !introduced {
            return None;
        }
        if let Some(running) = running.filter(|running| before.tokens.contains(&running.extent().start)) {
            return running.subject.clone().map(|subject| self.candidate(Method::Block, Some(subject)));
        }
        let sentence = &context.document.sentences[before.sentences.end - 1].tokens;
        let verb = sentence.clone().find_map(|i| context.phrases.verb(i).filter(|verb| verb.finite))?;
        let subject = subject::before(context, sentence, verb)?;
        let mut candidate = self.candidate(Method::Block, Some(subject));
        candidate.entry = context.form(verb.main).verb;
        candidate.cue = Some(verb.tokens.clone());
        Some(candidate)
    }

    /// Whether the last words of the paragraph before are what `running` reports without marks.
    fn is_reported(&self, running: &Candidate) -> bool {
        let context = self.context;
        let last = running.extent().end;
        let end = self.context.document.paragraphs[self.span.paragraph - 1].tokens.end;
        let one = running.subject.as_ref().is_some_and(|subject| matches!(subject.head, Head::Name | Head::Pronoun | Head::Role));
        one && last + 2 >= end && context.mark(last - 1).is_none()
    }

    /// The speaker of the attribution before, in this paragraph or the last one.
    fn carried(&self, running: Option<&Candidate>) -> Option<Candidate> {
        let context = self.context;
        let running = running?;
        let distance = self.span.paragraph.checked_sub(context.document.paragraph_of(running.extent().end - 1))?;
        if distance > 1 {
            return None;
        }
        let subject = running.subject.clone()?;
        let mut candidate = self.candidate(Method::Carried, Some(Subject { path: Path::Carried, ..subject }));
        candidate.facts.push(if distance == 0 { fact!("same-paragraph") } else { fact!("next-paragraph") });
        candidate.facts.push(running.method.value());
        if running.extent().end == self.span.tokens.start {
            candidate.facts.push(fact!("touching"));
        }
        if distance == 1 && running.class == Class::Speech && is_alone(context, self.span) && self.is_reported(running) {
            candidate.facts.push(ALONE);
        }
        let sentence = |i: usize| context.document.sentence_of(i);
        let previous = sentence(running.extent().end - 1) + 1 == sentence(self.span.tokens.start);
        if distance == 0 && running.class == Class::Speech && previous && self.is_own_sentence() {
            candidate.facts.push(BEHIND);
        }
        Some(candidate)
    }
}

/// What somebody says, as a sentence before it calls it.
const REPLIES: [&str; 16] = [
    "verdict",
    "assessment",
    "message",
    "response",
    "reaction",
    "answer",
    "reply",
    "view",
    "advice",
    "explanation",
    "summary",
    "conclusion",
    "prediction",
    "warning",
    "plea",
    "theory",
];

/// The owner of *the coach's verdict was blunt*, *His reply was short*.
fn whose_reply(context: &Context<'_, '_>, subject: &Subject) -> Option<Subject> {
    let group = context.phrases.noun(subject.tokens.start)?.tokens.clone();
    let reply = context.is_any(group.end - 1, &REPLIES);
    if context.tag(group.start) == Tag::PRPS {
        let pronoun = group.start..group.start + 1;
        return reply.then_some(Subject { tokens: pronoun, head: Head::Pronoun, path: subject.path });
    }
    let owner = group.clone().rev().find(|&i| context.tag(i) == Tag::POS).filter(|&i| reply && i > group.start)?;
    let tokens = group.start..owner;
    Some(Subject { head: subject::head(context, &tokens), tokens, path: subject.path })
}

/// The fact that a quotation is a paragraph of its own, behind a report.
pub(crate) const ALONE: Fact = fact!("alone-paragraph");

/// The fact that a quotation is a sentence of its own, behind one about its speaker.
pub(crate) const BEHIND: Fact = fact!("sentence-behind");

/// Whether a quotation is a paragraph of its own and ends like a sentence.
pub(crate) fn is_alone(context: &Context<'_, '_>, span: &QuoteSpan) -> bool {
    let paragraph = &context.document.paragraphs[span.paragraph];
    let heading = context.words.title_case[paragraph.sentences.start];
    span.closed && !span.continues && paragraph.tokens == span.tokens && stops(context, span) && !heading && span.words > 1
}

/// Whether a quotation is a sentence of its own behind one that quotes and
/// reports: *“We shall not sell,” the chairman said. “Not now.”*
pub(crate) fn is_sequel(context: &Context<'_, '_>, span: &QuoteSpan) -> bool {
    let start = span.tokens.start;
    let sentence = context.document.sentence_of(start);
    let Some(before) = sentence.checked_sub(1).map(|before| &context.document.sentences[before].tokens) else { return false };
    let follows =
        context.document.sentences[sentence].tokens.start == start && context.document.paragraph_of(before.start) == span.paragraph;
    let quotes = before.clone().any(|i| context.mark(i).is_some_and(|mark| mark.tokens.end == i + 1 && mark.words > 0));
    let reports = before.clone().any(|i| {
        let verb = context.phrases.verb(i).filter(|verb| verb.main == i && verb.finite && context.mark(i).is_none());
        verb.is_some() && context.form(i).verb.is_some_and(|index| context.lexicon.cue(index).class == Class::Speech)
    });
    span.closed && !span.continues && stops(context, span) && span.words > 1 && follows && quotes && reports
}

/// Whether a quotation ends like a sentence.
fn stops(context: &Context<'_, '_>, span: &QuoteSpan) -> bool {
    matches!(context.word(span.inner.end.saturating_sub(1)), "." | "!" | "?" | "…" | "...")
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "--" | "-" | "―")
}

#[cfg(test)]
mod tests {
    use crate::analyze;

    fn check(text: &str, expected: &[&[&str]]) {
        let quotes = analyze(text);
        let direct = quotes.iter().filter(|quote| quote.content[0].of(text).starts_with('“'));
        let found: Vec<Vec<&str>> = direct.map(|quote| quote.content.iter().map(|piece| piece.of(text)).collect()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_paragraph_of_quotation_goes_on_with_the_one_before() {
        let (first, second) = ("“The tide took the jetty in one night,”", "“We will build it again before the herring come.”");
        check(&format!("{first} Ilse Varga told the council.\n{second}\nNobody voted."), &[&[first, second]]);
        check(&format!("{first} Ilse Varga told the council.\n{second} said Marta Olsen.\nNobody voted."), &[&[first], &[second]]);
    }
}
