//! [`Analyzer`]: text in, quotations out.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use inquit_gazetteer::{EntityId, Gazetteer, Span};

use crate::candidate::{Candidate, Head, Subject};
use crate::class::class;
use crate::context::{Context, Layers};
use crate::document::{Document, TokenKind};
use crate::evidence::{self, Evidence};
use crate::frames::{self, around::leave_predicate};
use crate::lexicon::Lexicon;
use crate::marks::{QuoteSpan, pair_marks};
use crate::method::Method;
use crate::names::{Names, classify};
use crate::phrases::Phrases;
use crate::quote::{Cue, Mention, MentionKind, Quote, QuoteType};
use crate::resolve::{Unresolved, resolve};
use crate::select::{self, Chosen};
use crate::tag::{TagModel, Vocabulary, tag};
use crate::tagger::{self, Labels, TaggerModel};

static ENGLISH: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(Vocabulary::new(Lexicon::english(), TagModel::english())));

/// Finds and attributes quotations. Cheap to clone, safe to share between threads.
#[derive(Clone, Debug)]
pub struct Analyzer {
    gazetteer: Gazetteer,
    lexicon: Lexicon,
    vocabulary: Arc<Vocabulary>,
    tagger: Option<TaggerModel>,
    evidence: Evidence,
    min_confidence: f32,
    /// What no candidate may come from.
    left_out: Vec<Method>,
}

/// What [`Analyzer::analyze`] found in one text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The quotations, sorted by start of content.
    pub quotes: Vec<Quote>,
}

/// A possible attribution with the evidence for and against it, before any
/// choice is made: what training learns from and what explains a row.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What would have been said.
    pub content: Vec<Span>,
    /// The words that report.
    pub cue: Option<Span>,
    /// The words that name the speaker.
    pub mention: Option<Span>,
    /// Features, each a template and its values, sorted.
    pub features: Vec<String>,
    /// The same of what stands beside it, where it is weighed beside its
    /// rivals: without a tagger, unless it is hopeless or a sieve's.
    pub beside: Vec<String>,
    /// Probability under the weights of the analyzer.
    pub confidence: f32,
}

/// Why an attribution is as it is: what [`Analyzer::explain`] tells.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The attribution, as [`Analyzer::analyze`] gives it.
    pub quote: Quote,
    /// Each feature of it with its weight, sorted by feature. The weights sum
    /// up to the logarithm of the odds, `ln(p / (1 - p))` of the confidence `p`.
    pub evidence: Vec<(String, f32)>,
    /// What could not stand beside it and lost, most probable first: other ends
    /// of the content, other speakers, other readings of the cue. One that is
    /// more probable than the attribution lost against a third.
    pub rivals: Vec<Rival>,
}

/// A possible attribution that lost.
#[derive(Clone, Debug)]
pub struct Rival {
    /// What would have been said.
    pub content: Vec<Span>,
    /// The words that report.
    pub cue: Option<Span>,
    /// The words that name the speaker.
    pub mention: Option<Span>,
    /// The rule that proposed it.
    pub method: Method,
    /// Its probability.
    pub confidence: f32,
    /// Each feature of it with its weight, sorted by feature.
    pub evidence: Vec<(String, f32)>,
}

impl Analyzer {
    /// English, with the built-in lexicons and gazetteer.
    ///
    /// ```
    /// use inquit_quotes::Analyzer;
    /// let text = "“The bridge is safe,” said Marta Olsen, the mayor.";
    /// let analysis = Analyzer::english().analyze(text);
    /// assert_eq!(analysis.quotes[0].content[0].of(text), "“The bridge is safe,”");
    /// assert_eq!(analysis.quotes[0].speakers[0].name, "Marta Olsen");
    /// ```
    #[must_use]
    pub fn english() -> Analyzer {
        Analyzer::english_plain().with_tagger(TaggerModel::english())
    }

    /// English without a tagger, whose model is not even read: what a tagger
    /// is trained with.
    #[must_use]
    pub fn english_plain() -> Analyzer {
        Analyzer {
            gazetteer: Gazetteer::curated(),
            lexicon: Lexicon::english(),
            vocabulary: ENGLISH.clone(),
            tagger: None,
            evidence: Evidence::english(),
            min_confidence: select::CUT,
            left_out: Vec::new(),
        }
    }

    /// The same analyzer with another gazetteer.
    #[must_use]
    pub fn with_gazetteer(self, gazetteer: Gazetteer) -> Analyzer {
        Analyzer { gazetteer, ..self }
    }

    /// The same analyzer with other weights for parts of speech.
    #[must_use]
    pub fn with_tag_model(self, tag_model: TagModel) -> Analyzer {
        Analyzer { vocabulary: Arc::new(Vocabulary::new(self.lexicon.clone(), tag_model)), ..self }
    }

    /// The same analyzer, which leaves out what is less probable than
    /// `min_confidence` (0 to 1; 0.35 unless set). Lower finds more, higher errs less.
    #[must_use]
    pub fn with_min_confidence(self, min_confidence: f32) -> Analyzer {
        Analyzer { min_confidence, ..self }
    }

    /// The same analyzer, in which nothing is proposed by `methods`: what a
    /// method brings is the difference, once the evidence is fitted anew.
    #[must_use]
    pub fn without_methods(self, methods: &[Method]) -> Analyzer {
        Analyzer { left_out: methods.to_vec(), ..self }
    }

    /// The gazetteer that entity ids of the results belong to.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The quotations of `text`. Never fails and never panics; takes time
    /// linear in the length of the text.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Analysis {
        self.with_context(text, |context| Analysis { quotes: quotes(context, &select::of_text(context, self.min_confidence)) })
    }

    /// The quotations of each of `texts`, as [`Analyzer::analyze`] finds them in
    /// each alone, in the same order. For texts of the length of an article it
    /// is faster: they go through each stage together, some 20 at a time, which
    /// keeps the data of a stage in the processor's cache. Meanwhile those of
    /// one time take some 300 times their bytes of memory.
    ///
    /// ```
    /// use inquit_quotes::Analyzer;
    /// let texts = ["“The bridge is safe,” said Marta Olsen.", "Nobody spoke."];
    /// let found: Vec<usize> = Analyzer::english().analyze_all(&texts).iter().map(|analysis| analysis.quotes.len()).collect();
    /// assert_eq!(found, [1, 0]);
    /// ```
    #[must_use]
    pub fn analyze_all<T: AsRef<str>>(&self, texts: &[T]) -> Vec<Analysis> {
        let mut out = Vec::with_capacity(texts.len());
        for group in groups(texts) {
            let parsed = group.iter().map(|text| Layers { document: Document::parse(text.as_ref()), ..Layers::default() });
            let mut layers: Vec<Layers<'_>> = parsed.collect();
            self.read(&mut layers, self.tagger.as_ref());
            let contexts: Vec<Context<'_, '_>> = layers.iter().map(|layers| self.context(layers)).collect();
            let chosen: Vec<Vec<Chosen>> = contexts.iter().map(|context| select::of_text(context, self.min_confidence)).collect();
            out.extend(contexts.iter().zip(&chosen).map(|(context, chosen)| Analysis { quotes: quotes(context, chosen) }));
        }
        out
    }

    /// Every attribution that was considered, with its evidence; those wholly
    /// inside a quotation are left out, as annotations leave them out.
    #[must_use]
    pub fn proposals(&self, text: &str) -> Vec<Proposal> {
        self.with_context(text, |context| {
            let all = select::considered(context, frames::propose(context), self.min_confidence);
            let outer = all.iter().filter(|candidate| !select::is_inner(context, candidate));
            outer.map(|candidate| proposal(context, candidate)).collect()
        })
    }

    /// The quotations of `text`, as [`Analyzer::analyze`] finds them, each with
    /// the evidence and with what lost against it.
    ///
    /// ```
    /// use inquit_quotes::Analyzer;
    /// let text = "The mayor said the bridge was safe when it opened.";
    /// let explained = &Analyzer::english().explain(text)[0];
    /// let sum: f32 = explained.evidence.iter().map(|(_, weight)| weight).sum();
    /// assert!((1.0 / (1.0 + (-sum).exp()) - explained.quote.confidence).abs() < 1e-3);
    /// assert!(explained.rivals.iter().all(|rival| rival.cue.is_some()));
    /// ```
    #[must_use]
    pub fn explain(&self, text: &str) -> Vec<Explanation> {
        self.with_context(text, |context| {
            let explained = select::explain(context, frames::propose(context), self.min_confidence);
            let (chosen, rivals): (Vec<Chosen>, Vec<Vec<Candidate>>) = explained.into_iter().unzip();
            let evidence = chosen.iter().map(|chosen| evidence::explain(context, &chosen.candidate));
            let rivals = rivals.iter().map(|rivals| rivals.iter().map(|candidate| rival(context, candidate)).collect());
            quotes(context, &chosen)
                .into_iter()
                .zip(evidence)
                .zip(rivals)
                .map(|((quote, evidence), rivals)| Explanation { quote, evidence, rivals })
                .collect()
        })
    }

    /// What a tagger says of the tokens of `text`, which are those of
    /// [`Document::parse`].
    ///
    /// ```
    /// use inquit_quotes::{Analyzer, Role, TaggerModel};
    /// let text = "The mayor said that the bridge was safe.";
    /// let labels = Analyzer::english().labels(text, &TaggerModel::english());
    /// assert_eq!(labels.label(2).role(), Some(Role::Cue));
    /// assert!(labels.source(1) > 0.5 && labels.content(6) > 0.5);
    /// ```
    #[must_use]
    pub fn labels(&self, text: &str, model: &TaggerModel) -> Labels {
        self.labels_by(text, std::slice::from_ref(model)).pop().unwrap_or_default()
    }

    /// What each of several taggers says of the tokens of `text`, which is
    /// read once.
    #[must_use]
    pub fn labels_by(&self, text: &str, models: &[TaggerModel]) -> Vec<Labels> {
        let mut scratch = tagger::Scratch::default();
        self.with_layers(text, None, |context| models.iter().map(|model| tagger::label(context, model, &mut scratch)).collect())
    }

    /// The same analyzer with another tagger of sources, cues and contents.
    #[must_use]
    pub fn with_tagger(self, tagger: TaggerModel) -> Analyzer {
        Analyzer { tagger: Some(tagger), ..self }
    }

    /// The same analyzer without a tagger: frames and sieves alone, which is
    /// faster and finds less.
    #[must_use]
    pub fn without_tagger(self) -> Analyzer {
        Analyzer { tagger: None, ..self }
    }

    /// The same analyzer with other weights of the evidence.
    #[must_use]
    pub fn with_evidence(self, evidence: Evidence) -> Analyzer {
        Analyzer { evidence, ..self }
    }

    pub(crate) fn with_context<T>(&self, text: &str, work: impl FnOnce(&Context<'_, '_>) -> T) -> T {
        self.with_layers(text, self.tagger.as_ref(), work)
    }

    /// Reads a text; labels it if a tagger is given.
    pub(crate) fn with_layers<T>(&self, text: &str, tagger: Option<&TaggerModel>, work: impl FnOnce(&Context<'_, '_>) -> T) -> T {
        let mut layers = [Layers { document: Document::parse(text), ..Layers::default() }];
        self.read(&mut layers, tagger);
        work(&self.context(&layers[0]))
    }

    /// Adds to documents all that is known of them, layer by layer.
    fn read(&self, all: &mut [Layers<'_>], tagger: Option<&TaggerModel>) {
        for own in &mut *all {
            own.marks = pair_marks(&own.document);
            own.mark_at = marks_by_token(&own.document, &own.marks);
        }
        for own in &mut *all {
            own.words = tag(&own.document, &self.vocabulary);
        }
        for own in &mut *all {
            own.phrases = Phrases::find(&own.document, &own.words, &self.lexicon);
        }
        for own in &mut *all {
            own.names = Names::find(&own.document, &own.words, &self.lexicon, &self.gazetteer);
        }
        let Some(model) = tagger else { return };
        let mut scratch = tagger::Scratch::default();
        for own in &mut *all {
            own.labels = tagger::label(&self.context(own), model, &mut scratch);
        }
    }

    fn context<'a, 't>(&'a self, layers: &'a Layers<'t>) -> Context<'a, 't> {
        Context {
            document: &layers.document,
            words: &layers.words,
            phrases: &layers.phrases,
            names: &layers.names,
            marks: &layers.marks,
            mark_at: &layers.mark_at,
            lexicon: &self.lexicon,
            gazetteer: &self.gazetteer,
            labels: &layers.labels,
            evidence: &self.evidence,
            left_out: &self.left_out,
        }
    }
}

/// Bytes of the texts that go through the stages together, at most: some 20
/// articles. With half or twice as many a run takes as long; with one at a time
/// the tables of each stage, up to two megabytes, push those of the others out
/// of the processor's cache at every article.
const TOGETHER: usize = 128 << 10;

/// The texts in their order, in groups of at most [`TOGETHER`] bytes; a longer
/// text is a group.
fn groups<T: AsRef<str>>(texts: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = texts;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |text: &&T| {
            bytes += text.as_ref().len();
            bytes <= TOGETHER
        };
        let together = rest.iter().take_while(fits).count().max(1);
        let (group, others) = rest.split_at_checked(together)?;
        rest = others;
        Some(group)
    })
}

/// The quotations of `text` under the built-in data: [`Analyzer::english`] and
/// [`Analyzer::analyze`] in one call. Never fails and never panics.
#[must_use]
pub fn analyze(text: &str) -> Vec<Quote> {
    Analyzer::english().analyze(text).quotes
}

pub(crate) fn marks_by_token(document: &Document<'_>, marks: &[QuoteSpan]) -> Vec<Option<u32>> {
    let mut at = vec![None; document.tokens.len()];
    for (id, span) in (0..).zip(marks) {
        at[span.tokens.clone()].fill(Some(id));
    }
    at
}

fn proposal(context: &Context<'_, '_>, candidate: &Candidate) -> Proposal {
    Proposal {
        content: spans(context, &candidate.content),
        cue: candidate.cue.clone().map(|cue| context.document.span(cue)),
        mention: candidate.subject.as_ref().map(|subject| context.document.span(subject.tokens.clone())),
        features: evidence::describe(context, candidate),
        beside: evidence::describe_rivals(candidate),
        confidence: candidate.confidence,
    }
}

fn rival(context: &Context<'_, '_>, candidate: &Candidate) -> Rival {
    Rival {
        content: spans(context, &candidate.content),
        cue: candidate.cue.clone().map(|cue| context.document.span(cue)),
        mention: candidate.subject.as_ref().map(|subject| context.document.span(subject.tokens.clone())),
        method: candidate.method,
        confidence: candidate.confidence,
        evidence: evidence::explain(context, candidate),
    }
}

fn spans(context: &Context<'_, '_>, content: &[Range<usize>]) -> Vec<Span> {
    content.iter().map(|piece| context.document.span(piece.clone())).collect()
}

/// What of the chosen is shown: each without the verb that its report is the
/// subject of, nested in the nearest one that still holds it.
fn shown(context: &Context<'_, '_>, chosen: &[Chosen]) -> Vec<Chosen> {
    let mut shown: Vec<Chosen> = chosen.to_vec();
    shown.iter_mut().for_each(|chosen| leave_predicate(context, &mut chosen.candidate));
    for at in 0..shown.len() {
        let holds = |&outer: &usize| shown[at].candidate.content.iter().all(|piece| shown[outer].candidate.holds(piece));
        let outer = std::iter::successors(shown[at].nested_in, |&outer| shown[outer].nested_in).find(holds);
        shown[at].nested_in = outer;
    }
    shown
}

fn quotes(context: &Context<'_, '_>, chosen: &[Chosen]) -> Vec<Quote> {
    let shown = shown(context, chosen);
    let unresolved: Vec<Unresolved> = shown
        .iter()
        .map(|Chosen { candidate, .. }| Unresolved {
            mention: candidate.subject.as_ref().map(|subject| subject.tokens.clone()),
            kind: candidate.subject.as_ref().map_or(MentionKind::Group, |subject| mention_kind(context, subject)),
            cue: candidate.cue.clone(),
            content: candidate.content.to_vec(),
        })
        .collect();
    let speakers = resolve(context, &unresolved);
    shown
        .iter()
        .zip(unresolved)
        .zip(speakers)
        .map(|((Chosen { candidate, nested_in }, unresolved), speakers)| {
            let content = spans(context, &candidate.content);
            let start = candidate.extent().start;
            let quote_type = quote_type(context, candidate, nested_in.is_some());
            Quote {
                entities: entities(context, &content),
                content,
                quote_type,
                class: class(context, candidate, quote_type),
                cue: candidate.cue.clone().map(|cue| Cue { lemma: lemma(context, candidate, &cue), span: context.document.span(cue) }),
                mention: unresolved.mention.map(|tokens| Mention { span: context.document.span(tokens), kind: unresolved.kind }),
                speakers,
                method: candidate.method,
                confidence: candidate.confidence,
                nested_in: *nested_in,
                paragraph: context.document.paragraph_of(start),
                sentence: context.document.sentence_of(start),
            }
        })
        .collect()
}

fn mention_kind(context: &Context<'_, '_>, subject: &Subject) -> MentionKind {
    match subject.head {
        Head::Relative => MentionKind::Pronoun,
        _ => classify(context, subject.tokens.clone()),
    }
}

/// The base form of the cue; words that are in no lexicon stand as they are.
fn lemma(context: &Context<'_, '_>, candidate: &Candidate, cue: &Range<usize>) -> String {
    candidate.entry.map_or_else(|| context.word(cue.end - 1).to_lowercase(), |index| context.lexicon.cue(index).lemma.clone())
}

/// Direct if every word stands between marks, mixed if some do. What is nested
/// can stand between the marks of the other content.
fn quote_type(context: &Context<'_, '_>, candidate: &Candidate, nested: bool) -> QuoteType {
    let is_word = |i: usize| matches!(context.document.tokens[i].kind, TokenKind::Word | TokenKind::Number);
    let (mut marked, mut bare) = (false, false);
    for piece in &candidate.content {
        for i in piece.clone().filter(|&i| is_word(i)) {
            // where no closing mark stands in the line, sure to be quoted is
            // what begins with the opening mark or reaches the end of the line
            let shut = |span: &QuoteSpan| span.closed && !span.continues;
            let bounds = |span: &QuoteSpan| piece.start == span.tokens.start || !(piece.end..span.tokens.end).any(is_word);
            let sure = |span: &QuoteSpan| nested || shut(span) || bounds(span);
            if context.mark(i).is_some_and(sure) {
                marked = true;
            } else {
                bare = true;
            }
        }
    }
    match (marked, bare) {
        (true, false) => QuoteType::Direct,
        (true, true) => QuoteType::Mixed,
        (false, _) => QuoteType::Indirect,
    }
}

/// The gazetteer's entities inside the spans, in text order, each once.
fn entities(context: &Context<'_, '_>, content: &[Span]) -> Vec<EntityId> {
    let matches = &context.names.matches;
    let mut out = Vec::new();
    for piece in content {
        let first = matches.partition_point(|(span, _)| span.start() < piece.start());
        for (span, id) in matches[first..].iter().take_while(|(span, _)| span.start() < piece.end()) {
            if piece.covers(*span) && !out.contains(id) {
                out.push(*id);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{TOGETHER, groups};

    #[test]
    fn texts_go_together_as_far_as_they_fit() {
        let lengths = |texts: &[&str]| groups(texts).map(<[&str]>::len).collect::<Vec<usize>>();
        let (small, half, long) = ("a", &*"a".repeat(TOGETHER / 2), &*"a".repeat(TOGETHER + 1));
        assert_eq!(lengths(&[small, half, half, small, long, long, small]), [2, 2, 1, 1, 1]);
        assert_eq!(lengths(&[]), [0; 0]);
    }
}
