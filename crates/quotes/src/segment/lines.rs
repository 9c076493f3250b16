//! Lines joined to paragraphs.
//!
//! Input: a text. Output: its paragraphs, each one line, or several where the
//! text was broken to a width. A line that goes on with a small letter where
//! the one before has not ended its sentence belongs to it, but for lines too
//! short to tell and texts that know no capitals. In a text with many such
//! lines, one that fills its width goes on with the next whatever its first
//! letter.

use inquit_gazetteer::Span;

use super::data::data_start;

/// Characters of the widest line of a text that is broken to a width, at most.
const WIDEST: usize = 110;

/// Bytes of a line that the next one can go on with, at least, and of the next
/// one unless it ends a sentence.
const LEAST: usize = 30;

/// Lines that go on with a small letter, at least, in a text that is broken to a width.
const BROKEN: usize = 3;

/// The paragraphs of `text`: spans of their lines, without line ends and
/// without what is data for machines; no line is empty.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = Vec<Span>> + '_ {
    let lines: Vec<Line<'_>> = lines(text).collect();
    let layout = Layout::of(&lines);
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = at;
        while at < lines.len() {
            at += 1;
            if at == lines.len() || !layout.joins(&lines[at - 1], &lines[at]) {
                break;
            }
        }
        (first < at).then(|| lines[first..at].iter().map(|line| line.span).collect())
    })
}

/// A line that is not empty.
struct Line<'t> {
    span: Span,
    /// Its words, without white space around them.
    words: &'t str,
    /// Bytes of white space before them.
    indent: usize,
    /// Whether an empty line stands before it.
    apart: bool,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    let mut apart = false;
    text.split('\n').filter_map(move |line| {
        let prose = data_start(line).map_or(line, |at| &line[..at]);
        let span = Span::new(start, start + prose.len());
        start += line.len() + 1;
        let words = prose.trim();
        let before = std::mem::replace(&mut apart, words.is_empty());
        let indent = prose.len() - prose.trim_start().len();
        (!words.is_empty()).then_some(Line { span, words, indent, apart: before })
    })
}

/// How the lines of a text are broken.
struct Layout {
    /// Characters of the widest line, where they are broken to a width.
    width: Option<usize>,
    /// Whether empty lines part the paragraphs.
    parted: bool,
    /// Whether nearly all lines begin with a small letter, and it says nothing.
    small: bool,
}

impl Layout {
    fn of(lines: &[Line<'_>]) -> Layout {
        let pairs = || lines.iter().zip(lines.iter().skip(1)).filter(|(_, next)| !next.apart);
        // all in small letters
        let small = lines.iter().filter(|line| line.words.starts_with(char::is_lowercase)).count();
        if small * 10 > lines.len() * 9 {
            return Layout { width: None, parted: false, small: true };
        }
        let broken = pairs().filter(|(line, next)| goes_on(line, next)).count();
        let wrapped = broken >= BROKEN && broken * 4 >= pairs().count();
        let widest = || lines.iter().map(|line| line.words.chars().count()).max().filter(|&widest| widest <= WIDEST);
        Layout { width: if wrapped { widest() } else { None }, parted: lines.iter().filter(|line| line.apart).count() > 1, small: false }
    }

    /// Whether `next` goes on with the paragraph of `line`.
    fn joins(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        if next.apart || self.small {
            return false;
        }
        if goes_on(line, next) {
            return true;
        }
        let fills = self.width.is_some_and(|width| line.words.chars().count() * 4 >= width * 3);
        let heading = !next.words.chars().any(char::is_lowercase);
        fills && next.indent <= line.indent && !heading && !is_point(next.words) && (self.parted || !ends(line.words))
    }
}

/// Whether a sentence that `line` has not ended goes on in `next`.
fn goes_on(line: &Line<'_>, next: &Line<'_>) -> bool {
    let word = next.words.split(char::is_whitespace).next().unwrap_or("");
    // not *iPhone*
    let small = word.chars().next().is_some_and(char::is_lowercase) && !word.chars().any(char::is_uppercase);
    // not *chair of the council* below a name
    let short = next.words.len() < LEAST && !ends(next.words);
    // *NAME: "The dam is old"* and a line of its own
    let quoted = line.words.ends_with(['”', '"']) && !line.words.trim_end_matches(['”', '"']).ends_with(',');
    let on = ["and", "or", "but", "of", "to", "for", "by", "as", "said", "says", "that", "which", "when", "because"].contains(&word);
    line.words.len() >= LEAST && small && !short && !ends(line.words) && (!quoted || on)
}

/// Whether a line ends like a sentence or an introduction.
fn ends(words: &str) -> bool {
    let bare = words.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', '“']);
    bare.ends_with(['.', '!', '?', ':', ';', '…', '|', '>', '}'])
}

/// Signs that begin the points of lists.
pub(crate) const BULLETS: [char; 10] = ['-', '–', '—', '•', '*', '·', '‣', '▪', '●', '■'];

/// Whether a line begins like a point of a list.
fn is_point(words: &str) -> bool {
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    words.starts_with(BULLETS) || number.len() < words.len() && number.starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn check(text: &str, expected: &[&str]) {
        let joined = |lines: Vec<inquit_gazetteer::Span>| lines.iter().map(|line| line.of(text).trim()).collect::<Vec<&str>>().join(" / ");
        assert_eq!(paragraphs(text).map(joined).collect::<Vec<String>>(), expected, "{text}");
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check("", &[]);
        check("One.\n\n  \nTwo.\r\nThree", &["One.", "Two.", "Three"]);
        let headline = "The council closes every pool in Holany";
        check(&format!("{headline}\niPhone sales fell."), &[headline, "iPhone sales fell."]);
        check(&format!("{headline}\nby Ada Example"), &[headline, "by Ada Example"]);
        check(&format!("{headline}.\nand nobody came to see it."), &[&format!("{headline}."), "and nobody came to see it."]);
        check("bread\nmilk\nflour", &["bread", "milk", "flour"]);
        let (said, chair) = ("“The dam is old and it leaks,” said Anna Reed", "chair of Wexley Council");
        check(&format!("{said}\n{chair}"), &[said, chair]);
        let (first, second) = ("the dam failed on monday, police said", "ten people died, the mayor said");
        check(&format!("{first}\n{second}"), &[first, second]);
    }

    #[test]
    fn a_sentence_goes_on_in_the_next_line() {
        let (first, second) = ("“The dam is holding and the town is safe,”", "said Carl Brun on Monday.");
        check(&format!("{first}\n{second}\nNobody left."), &[&format!("{first} / {second}"), "Nobody left."]);
        check(&format!("{first}\n\n{second}"), &[first, second]);
    }

    #[test]
    fn a_text_that_is_broken_to_a_width() {
        let text = "The mayor said that the bridge would be closed until the\nend of June while workers mend the deck. She asked Karen\n\
                    Alden, who runs the ferry, to sail at night and until\nthen to wait for what the council\nsays.\n\n\
                    Alden agreed. Her boats are old, and the oldest of them was\nbuilt by her father.\n\n- a pump\n- a rope";
        check(
            text,
            &[
                "The mayor said that the bridge would be closed until the / end of June while workers mend the deck. She asked Karen / \
                 Alden, who runs the ferry, to sail at night and until / then to wait for what the council / says.",
                "Alden agreed. Her boats are old, and the oldest of them was / built by her father.",
                "- a pump",
                "- a rope",
            ],
        );
    }
}
