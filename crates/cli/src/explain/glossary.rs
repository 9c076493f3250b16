//! The words that `inquit explain` uses, for who meets them first.

/// What each word means.
pub(super) const GLOSSARY: &str = "\
Words:
  content ~       what was said, in several pieces where something stands between
  cue ^           the words that report it: said, according to, a colon
  mention =       the words in the text that name who speaks
  speaker         who that is; the lines below lead from the mention to the name and the id, each by its rule
  direct          all of the content stands between quotation marks; of mixed a part, of indirect none
  speech          the cue reports what was said; thought: what is held in mind; attitude: a stance; act: a deed
  method          the rule that found the quotation, in the first line and in names of features
  confidence      the number in the first line: how probable it is, from 0 to 1, that content and mention are right
  evidence        facts about the quotation, called features; each has a weight, fitted to annotated news:
                  above zero it speaks for the quotation, below zero against it
  sum             of all weights, s; the confidence is 1 / (1 + exp(-s))
  bias            the weight that every quotation has
  tagger-…        features of what the learned tagger takes the words for; numbers in features are steps, not values
  lost            what could not stand beside the quotation and was less probable: its probability, by how much it
                  lost, its method, [who speaks] cue: content; below, the features that told most against it,
                  where `without` is in front of one that speaks for the winner and that it has not

Methods:
  tagged               as the learned tagger reads the words
  quote-first          a quotation before its cue: “…,” X said
  cue-first            behind it: X said: “…”
  that-clause          X said that …
  bare-clause          X said he would …
  question-clause      X asked whether …
  infinitive           X vowed to …
  object               X criticized the plan
  prepositional-object X called for calm
  complement           X seemed surprised
  fronted              …, X said
  passive              the plan was called …, Y is said to …
  according-to         according to X, …
  nominal              X’s claim that …
  adjectival           X is confident that …
  label                X: … in a headline, transcript or interview
  signature            a name behind the words: “…” — X
  continued            a quotation that goes on from the paragraph before
  block                a quotation under a paragraph that ends in a colon
  beside               a quotation beside a name, without a word that reports
  carried              a quotation alone: by the speaker of the one before
  unattributed         a quotation whose speaker is not found
";

#[cfg(test)]
mod tests {
    use inquit_quotes::Method;

    use super::*;

    #[test]
    fn every_method_is_explained() {
        let methods = GLOSSARY.split("Methods:").nth(1).unwrap();
        let mut known: Vec<&str> = methods.lines().filter_map(|line| line.split_whitespace().next()).collect();
        let mut all: Vec<&str> = Method::ALL.iter().map(|method| method.as_str()).collect();
        known.sort_unstable();
        all.sort_unstable();
        assert_eq!(known, all);
    }
}
