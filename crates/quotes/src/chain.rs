//! [`Step`]: how the words that name a speaker led to who that is.

use inquit_gazetteer::Span;

/// Words on the way from a mention to its speaker, and the rule by which they
/// lead on to the next ones, or are the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The words.
    pub span: Span,
    /// What was made of them.
    pub rule: Rule,
}

/// A rule that leads from words to a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The words name nobody else and stand for themselves.
    Words,
    /// A name is among the words.
    Name,
    /// *the senator and his aides*: each part for itself.
    Joint,
    /// The fullest name that the text gives.
    LongestName,
    /// The family name of it.
    Surname,
    /// A given name, or another part of it.
    PartOfIt,
    /// Another form: a nickname, initials, capitals.
    OtherForm,
    /// A shorter form, or a word, for what the text names in full elsewhere.
    ShortForm,
    /// The person named right beside a role.
    BesideName,
    /// The person to whom the text gives the role before.
    RoleBefore,
    /// The person to whom the text gives the role later.
    RoleLater,
    /// The person who has that office in the gazetteer.
    RoleOffice,
    /// The person whom the words around the role are about.
    RoleSpokenOf,
    /// Who had the same role before.
    RoleAgain,
    /// The person named next, in a headline or lead.
    RoleIntroduced,
    /// The one who spoke last.
    RunningSpeaker,
    /// The person whom the words before a pronoun are about.
    SpokenOf,
    /// The person named next.
    NamedNext,
    /// The last group or couple.
    LastGroup,
    /// The last body, document or other thing.
    LastThing,
    /// The two people named last.
    LastTwo,
    /// What a relative pronoun stands behind.
    Antecedent,
    /// Who says the words in which *I* stands.
    AroundIt,
    /// The writer of the text.
    Author,
    /// *his wife*: the one of that family name.
    Relation,
    /// A label of an interview.
    Label,
    /// The person in front of brackets.
    Brackets,
    /// *the Frenchman*: the person whom the words around it are about.
    Epithet,
    /// *her neighbour, X,*: the name behind.
    NameBehind,
    /// The gazetteer has one entity of this name.
    OnlyEntity,
    /// The gazetteer has several, and this one is clearly best.
    BestEntity,
    /// The gazetteer has another form of the name, or the text tells more.
    PartOfName,
}

impl Rule {
    /// The rule in words, as outputs have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Words => "words: as they stand",
            Rule::Name => "words: name among them",
            Rule::Joint => "words: each part",
            Rule::LongestName => "name: longest",
            Rule::Surname => "name: surname",
            Rule::PartOfIt => "name: part of it",
            Rule::OtherForm => "name: other form",
            Rule::ShortForm => "name: short form",
            Rule::BesideName => "role: name beside it",
            Rule::RoleBefore => "role: given before",
            Rule::RoleLater => "role: given later",
            Rule::RoleOffice => "role: office in the gazetteer",
            Rule::RoleSpokenOf => "role: person spoken of",
            Rule::RoleAgain => "role: same role before",
            Rule::RoleIntroduced => "role: person introduced next",
            Rule::RunningSpeaker => "pronoun: running speaker",
            Rule::SpokenOf => "pronoun: person spoken of",
            Rule::NamedNext => "pronoun: person named next",
            Rule::LastGroup => "pronoun: last group or couple",
            Rule::LastThing => "pronoun: last body or thing",
            Rule::LastTwo => "pronoun: last two people",
            Rule::Antecedent => "pronoun: words before it",
            Rule::AroundIt => "pronoun: speaker of the words around it",
            Rule::Author => "pronoun: writer of the text",
            Rule::Relation => "role: relative of the same name",
            Rule::Label => "label: of an interview",
            Rule::Brackets => "brackets: person before them",
            Rule::Epithet => "epithet: person spoken of",
            Rule::NameBehind => "epithet: name behind it",
            Rule::OnlyEntity => "gazetteer: only entity of the name",
            Rule::BestEntity => "gazetteer: best known of the name",
            Rule::PartOfName => "gazetteer: part of the name",
        }
    }
}
