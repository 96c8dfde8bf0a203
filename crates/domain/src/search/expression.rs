//! What a contact's terms must say to match. The database crate knows how to ask it of an index.

use super::place::{HAS, WHOLE_LABEL, short};

/// A condition on the terms of a contact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expression {
    /// The contact has this term.
    Term(String),
    /// The contact has a term that begins so.
    Prefix(String),
    /// All of these hold; of none, everything matches.
    All(Vec<Expression>),
    /// One of these holds; of none, nothing matches.
    Any(Vec<Expression>),
    /// This does not hold.
    Not(Box<Expression>),
}

impl Expression {
    /// How many terms it asks for.
    pub fn size(&self) -> usize {
        match self {
            Self::Term(_) | Self::Prefix(_) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::size).sum(),
            Self::Not(part) => part.size(),
        }
    }

    /// A word that begins so, from one of the places.
    pub(super) fn begins(places: &[char], text: &str) -> Self {
        Self::Any(
            places
                .iter()
                .map(|place| Self::beginning(*place, text))
                .collect(),
        )
    }

    /// A word that begins so, from one place.
    pub(super) fn beginning(place: char, text: &str) -> Self {
        match short(place, text) {
            Some(term) => Self::Term(term),
            None => Self::Prefix(format!("{place}{text}")),
        }
    }

    /// Exactly this word, from one of the places.
    pub(super) fn is(places: &[char], text: &str) -> Self {
        let term = |place: &char| Self::Term(format!("{place}{text}"));
        Self::Any(places.iter().map(term).collect())
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match self {
            Self::All(mut all) => {
                all.push(other);
                Self::All(all)
            }
            one => Self::All(vec![one, other]),
        }
    }

    /// Whether every contact matches.
    pub fn is_everything(&self) -> bool {
        matches!(self, Self::All(all) if all.iter().all(Self::is_everything))
    }

    /// Whether words are looked for, and not only what many contacts have.
    pub fn looks_for_words(&self) -> bool {
        match self {
            Self::Prefix(_) => true,
            Self::Term(term) => !term.starts_with([HAS, WHOLE_LABEL]),
            Self::All(several) | Self::Any(several) => several.iter().any(Self::looks_for_words),
            Self::Not(_) => false,
        }
    }

    /// Whether only what has some term can match.
    pub fn needs_a_term(&self) -> bool {
        match self {
            Self::Term(_) | Self::Prefix(_) => true,
            Self::All(several) => several.iter().any(Self::needs_a_term),
            Self::Any(several) => several.iter().all(Self::needs_a_term),
            Self::Not(_) => false,
        }
    }

    /// Whether it holds for a contact with these terms: what the index answers, for tests and for a single contact.
    pub fn matches(&self, terms: &std::collections::BTreeSet<String>) -> bool {
        match self {
            Self::Term(term) => terms.contains(term),
            Self::Prefix(prefix) => terms
                .range(prefix.clone()..)
                .next()
                .is_some_and(|term| term.starts_with(prefix)),
            Self::All(all) => all.iter().all(|one| one.matches(terms)),
            Self::Any(any) => any.iter().any(|one| one.matches(terms)),
            Self::Not(one) => !one.matches(terms),
        }
    }
}
