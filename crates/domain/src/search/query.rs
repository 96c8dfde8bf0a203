//! What a person asks for.

use super::expression::Expression;
use super::normalise::{normalise, phone_digits};
use super::place::{EMAIL, FIRST, HAS, LABEL, NAMES, ORG, PHONE, WHOLE_LABEL, WORDS};
use super::{matches, phone, place, sounds, typo, words};
use crate::{ContactFields, Match};

/// How many words of a query count; more are ignored, so that a pasted page costs nothing.
const MAX_WORDS: usize = 16;

/// A query: words, which all have to be found, and operators (`label:`, `org:`, `email:`, `phone:`, `has:`, with quotes
/// around values of several words).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// A telephone number, if that is all there is.
    number: Option<String>,
    words: Vec<String>,
    operators: Vec<Expression>,
    /// What operators look for, and where.
    values: Vec<(char, String)>,
}

/// What a contact may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Has {
    Phone,
    Email,
    Address,
    Url,
    Birthday,
    Date,
    Im,
    Relation,
    Label,
    Note,
    Org,
    Photo,
}

impl Has {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::Url,
        Self::Birthday,
        Self::Date,
        Self::Im,
        Self::Relation,
        Self::Label,
        Self::Note,
        Self::Org,
        Self::Photo,
    ];

    /// The word for it, in queries and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Url => "url",
            Self::Birthday => "birthday",
            Self::Date => "date",
            Self::Im => "im",
            Self::Relation => "relation",
            Self::Label => "label",
            Self::Note => "note",
            Self::Org => "org",
            Self::Photo => "photo",
        }
    }

    /// What the word means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|has| has.as_str() == word)
    }

    /// Whether a contact has it.
    pub fn holds(self, fields: &ContactFields) -> bool {
        match self {
            Self::Phone => !fields.phones.is_empty(),
            Self::Email => !fields.emails.is_empty(),
            Self::Address => !fields.addresses.is_empty(),
            Self::Url => !fields.urls.is_empty(),
            Self::Birthday => fields.birthday.is_some(),
            Self::Date => !fields.dates.is_empty(),
            Self::Im => !fields.ims.is_empty(),
            Self::Relation => !fields.relations.is_empty(),
            Self::Label => !fields.labels.is_empty(),
            Self::Note => fields.note.is_some(),
            Self::Org => !fields.org.name.is_empty(),
            Self::Photo => fields.photo.is_some(),
        }
    }

    /// The condition.
    pub fn expression(self) -> Expression {
        Expression::Term(format!("{HAS}{}", self.as_str()))
    }
}

impl SearchQuery {
    /// Reads a query. Any text is one: what is no operator is words.
    pub fn parse(query: &str) -> Self {
        let mut parsed = Self::default();
        let mut free = String::new();
        for piece in pieces(query) {
            if !parsed.operator(&piece) {
                free.push(' ');
                free.push_str(&piece.text());
            }
        }
        parsed.with_words(&free)
    }

    /// Words and nothing else, whatever looks like an operator.
    pub fn words(text: &str) -> Self {
        Self::default().with_words(text)
    }

    fn with_words(mut self, text: &str) -> Self {
        let text = normalise(text);
        if phone::is_number(&text) {
            self.number = Some(text.clone());
        }
        self.words = asked(&text);
        self
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.operators.is_empty()
    }

    /// What to look for, the best matches first. Each tier holds all that the ones before it do; a contact belongs to the
    /// first that it matches.
    pub fn tiers(&self) -> Vec<Expression> {
        let mut tiers = Vec::new();
        if let Some(number) = &self.number {
            // The digits may also stand in an address or a note.
            let words = self.words.iter().map(anywhere).collect();
            let number = phone::expression(number);
            tiers.push(number.clone());
            tiers.push(Expression::Any(vec![number, Expression::All(words)]));
        } else if !self.words.is_empty() {
            let all = |one: &dyn Fn(&String) -> Expression| {
                Expression::All(self.words.iter().map(one).collect())
            };
            let whole = all(&|word| Expression::is(&NAMES, word));
            let first = all(&|word| Expression::begins(&[FIRST], word));
            tiers.push(whole.clone());
            tiers.push(Expression::Any(vec![whole, first]));
            tiers.push(all(&|word| Expression::begins(&NAMES, word)));
            tiers.push(all(&anywhere));
            if self
                .words
                .iter()
                .any(|word| sounds::expression(word).is_some())
            {
                tiers.push(all(&in_other_scripts));
            }
        }
        if tiers.is_empty() {
            tiers.push(Expression::All(Vec::new()));
        }
        self.with_operators(tiers)
    }

    /// What to look for when no tier finds anything: the same with a typo in each of the longer words.
    pub fn forgiving(&self) -> Option<Expression> {
        let any_word = self.words.iter().any(|word| typo::is_forgiving(word));
        let all = self.words.iter().map(|word| {
            let exact = in_other_scripts(word);
            if typo::is_forgiving(word) {
                Expression::Any(vec![exact, typo::expression(word)])
            } else {
                exact
            }
        });
        any_word
            .then(|| Expression::All(all.collect()))
            .and_then(|expression| self.with_operators(vec![expression]).pop())
    }

    fn with_operators(&self, tiers: Vec<Expression>) -> Vec<Expression> {
        let with = |tier: Expression| self.operators.iter().cloned().fold(tier, Expression::and);
        tiers.into_iter().map(with).collect()
    }

    fn operator(&mut self, piece: &Piece) -> bool {
        let Some((name, label)) = &piece.operator else {
            return false;
        };
        let value = normalise(label);
        let words_at = |place: char| {
            let words = asked(&value);
            let begins = |word: &String| Expression::begins(&[place], word);
            Expression::All(words.iter().map(begins).collect())
        };
        let expression = match name.as_str() {
            // In quotes it is one label, and not all that begin like it.
            "label" if piece.is_quoted() => Expression::has_label(label),
            "label" => words_at(LABEL),
            "org" => words_at(ORG),
            "email" => words_at(EMAIL),
            "phone" => phone::expression(&value),
            "has" => match Has::from_word(&value) {
                Some(has) => has.expression(),
                None if value.is_empty() => Expression::All(Vec::new()),
                None => return false,
            },
            _ => return false,
        };
        // Without a value yet, somebody is still typing it. Of a label that is an apostrophe nothing is left but itself.
        let is_begun = !value.is_empty() || (name == "label" && piece.is_quoted());
        if is_begun && self.operators.len() < MAX_WORDS {
            self.operators.push(expression);
            let place = match name.as_str() {
                "label" => Some(LABEL),
                "org" => Some(ORG),
                "email" => Some(EMAIL),
                "phone" => Some(PHONE),
                _ => None,
            };
            self.values.extend(place.map(|place| (place, value)));
        }
        true
    }

    /// Where in a contact that was found the words are; nothing when nothing was asked for in words.
    pub fn matches(&self, fields: &ContactFields) -> Vec<Match> {
        matches::matches(self.number.as_deref(), &self.words, &self.values, fields)
    }
}

/// The words that count.
fn asked(text: &str) -> Vec<String> {
    let mut words = words::words(text);
    words.truncate(MAX_WORDS);
    let clipped = words.iter().map(|word| words::clipped(word).to_owned());
    clipped.collect()
}

fn anywhere(word: &String) -> Expression {
    let begins = Expression::begins(&WORDS, word);
    let digits = phone_digits(word);
    if digits.len() >= 2 && phone::is_number(&format!("{word}000")) && &digits != word {
        let number = Expression::beginning(PHONE, &digits);
        return Expression::Any(vec![begins, number]);
    }
    begins
}

fn in_other_scripts(word: &String) -> Expression {
    let mut any = vec![anywhere(word)];
    any.extend(sounds::expression(word));
    Expression::Any(any)
}

/// A word of a query with its quotes; `org:"Acme Corp"` is one.
#[derive(Debug, Default)]
struct Piece {
    whole: String,
    operator: Option<(String, String)>,
}

impl Piece {
    fn text(&self) -> String {
        self.whole.replace('"', " ")
    }

    /// Whether all of the value is in quotes, and something is between them.
    fn is_quoted(&self) -> bool {
        self.whole
            .split_once(":\"")
            .and_then(|(_, rest)| rest.strip_suffix('"'))
            .is_some_and(|value| !value.trim().is_empty() && !value.contains('"'))
    }
}

fn pieces(query: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut whole = String::new();
    let mut quoted = false;
    for c in query.chars().map(plain_quote).chain([' ']) {
        if c == '"' {
            quoted = !quoted;
        }
        if !c.is_whitespace() || (quoted && whole.contains(':')) {
            whole.push(c);
        } else if !whole.is_empty() {
            pieces.push(piece(std::mem::take(&mut whole)));
        }
    }
    // A quote that was not closed yet: somebody is typing.
    if !whole.trim().is_empty() {
        pieces.push(piece(whole));
    }
    pieces
}

fn plain_quote(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        c => c,
    }
}

fn piece(whole: String) -> Piece {
    let operator = whole.split_once(':').map(|(name, value)| {
        (
            name.to_lowercase(),
            value.trim().trim_matches('"').to_owned(),
        )
    });
    Piece { whole, operator }
}

impl Expression {
    /// Contacts with exactly this label.
    pub fn has_label(label: &str) -> Self {
        Self::Term(place::whole_label(label))
    }

    /// Contacts without any label.
    pub fn without_label() -> Self {
        Self::Not(Box::new(Self::Prefix(WHOLE_LABEL.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::terms;
    use crate::{Address, Email, Name, Org, Phone};

    fn ann() -> ContactFields {
        ContactFields {
            name: Name {
                full: "Dr. Zoë Maria Ångström".into(),
                given: "Zoë Maria".into(),
                family: "Ångström".into(),
                ..Name::default()
            },
            nickname: Some("Zoey".into()),
            org: Org {
                name: "Łódź Shipping & Co".into(),
                title: "Captain".into(),
                ..Org::default()
            },
            phones: vec![Phone {
                value: "+46 (0)8-123 45 67".into(),
                ..Phone::default()
            }],
            emails: vec![Email {
                value: "zoe.angstrom@example.org".into(),
                ..Email::default()
            }],
            addresses: vec![Address {
                street: "Ringstraße 7".into(),
                locality: "Stockholm".into(),
                ..Address::default()
            }],
            note: Some("Met in Ulaanbaatar; likes 100% wool".into()),
            ..ContactFields::default()
        }
    }

    /// The tier that finds the contact; `9` for the forgiving one.
    fn tier(query: &str, fields: &ContactFields) -> Option<usize> {
        let terms = terms(fields);
        let query = SearchQuery::parse(query);
        let found = query.tiers().iter().position(|tier| tier.matches(&terms));
        found.or_else(|| {
            query
                .forgiving()
                .is_some_and(|tier| tier.matches(&terms))
                .then_some(9)
        })
    }

    #[test]
    fn everything_is_searched_and_names_come_first() {
        for (query, expected) in [
            ("zoe", 0),
            ("ZOE Ångstrom", 0),
            ("ang", 1),
            ("zo ang", 1),
            ("mar", 2),
            ("zoey", 0),
            ("lodz", 3),
            ("capt", 3),
            ("example.org", 3),
            ("angstrom@", 3),
            ("ringstrasse 7", 3),
            ("stockh", 3),
            ("ulaan zoe", 3),
            ("100%", 3),
            ("%", 3),
            ("@example", 3),
            ("zoe +46", 3),
            ("08 123", 0),
            ("+46 8 123", 0),
            ("4567", 0),
        ] {
            assert_eq!(tier(query, &ann()), Some(expected), "{query}");
        }
    }

    #[test]
    fn all_words_must_be_found() {
        for query in ["zoe bob", "ngstr", "4568", "zoe 999", "_", "z*", "aangst"] {
            assert_eq!(tier(query, &ann()), None, "{query}");
        }
    }

    #[test]
    fn a_typo_is_forgiven_in_long_words_only() {
        assert_eq!(tier("angstrmo", &ann()), Some(9));
        assert_eq!(tier("zoe angtsrom", &ann()), Some(9));
        assert_eq!(tier("shiping", &ann()), Some(9));
        assert_eq!(tier("zeo", &ann()), None);
    }

    #[test]
    fn operators_look_in_their_field_only() {
        for query in [
            "org:lodz",
            "ORG:\"lodz shipping\"",
            "email:example",
            "phone:08123",
            "phone:\"+46 8 123\"",
            "has:phone",
            "zoe has:email org:\"Łódź Shipping",
        ] {
            assert!(tier(query, &ann()).is_some(), "{query}");
        }
        for query in [
            "phone:zoe",
            "org:zoe",
            "email:stockholm",
            "phone:999",
            "has:birthday",
            "zoe org:acme",
        ] {
            assert_eq!(tier(query, &ann()), None, "{query}");
        }
    }

    #[test]
    fn what_is_no_operator_is_text() {
        let mut fields = ann();
        fields.note = Some("see http://example.com has:everything note:x".into());
        for query in [
            "http://exam",
            "has:everything",
            "note:x",
            "\"zoe\"",
            "«Zoë Maria»",
            "zoe org:",
            "zoe has:",
        ] {
            assert!(tier(query, &fields).is_some(), "{query}");
        }
    }

    #[test]
    fn nothing_asked_is_everything() {
        let query = SearchQuery::parse(" \t ");
        assert!(query.tiers()[0].is_everything());
        assert!(query.forgiving().is_none());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_query(text in "\\PC{0,60}") {
            let query = SearchQuery::parse(&text);
            proptest::prop_assert!(!query.tiers().is_empty());
        }

        #[test]
        fn a_name_is_found_by_each_of_its_words(text in "[\\p{L} '-]{1,30}") {
            let fields = ContactFields {
                name: Name { full: text.clone(), ..Name::default() },
                ..ContactFields::default()
            };
            for word in text.split_whitespace() {
                proptest::prop_assert!(
                    crate::search::normalise(word).is_empty() || tier(word, &fields).is_some(), "{}", word
                );
            }
        }
    }
}
