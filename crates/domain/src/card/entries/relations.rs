//! Other people, by name and, where they have a card of their own, by its UID.
//!
//! A value of a card is either a name or a link. 4.0 has the link in the value, which every reader of it follows, and
//! the name goes into a parameter. Apple's property of 3.0 is a name that phones show, so there the link goes into a
//! parameter. Programs that know neither parameter must pass them over and as a rule keep them; one that drops them
//! leaves the part that it can use itself.

use uuid::Uuid;
use vcard::{Card, Property, Version};

use super::super::field::Value;
use super::super::words::TypeWords;
use super::super::{android, tidy};
use super::Entry;
use crate::service::handle::has_scheme;
use crate::{Relation, RelationType};

pub(super) const STANDARD: &str = "RELATED";
pub(super) const APPLE: &str = "X-ABRELATEDNAMES";
const NAME_PARAM: &str = "X-FN";
const UID_PARAM: &str = "X-UID";
const LINK: &str = "urn:uuid:";

/// Properties of desktop programs that tell by their name what the other person is.
const TELLING: [(&str, RelationType); 13] = [
    ("X-SPOUSE", RelationType::Spouse),
    ("X-MANAGER", RelationType::Manager),
    ("X-ASSISTANT", RelationType::Assistant),
    ("X-EVOLUTION-SPOUSE", RelationType::Spouse),
    ("X-EVOLUTION-MANAGER", RelationType::Manager),
    ("X-EVOLUTION-ASSISTANT", RelationType::Assistant),
    ("X-KADDRESSBOOK-X-SpouseName", RelationType::Spouse),
    ("X-KADDRESSBOOK-X-ManagersName", RelationType::Manager),
    ("X-KADDRESSBOOK-X-AssistantsName", RelationType::Assistant),
    ("X-MS-SPOUSE", RelationType::Spouse),
    ("X-MS-MANAGER", RelationType::Manager),
    ("X-MS-ASSISTANT", RelationType::Assistant),
    ("X-MS-CHILD", RelationType::Child),
];

const NAMES: [&str; 16] = {
    let mut names = [""; 16];
    (names[0], names[1], names[2]) = (STANDARD, APPLE, android::NAME);
    let mut place = 0;
    while place < TELLING.len() {
        names[place + 3] = TELLING[place].0;
        place += 1;
    }
    names
};

/// The types, what cards call them, and Apple's label where phones have one.
///
/// Of words for the same the first is written: that of the standard, else that of the programs that have it.
const WORDS: [(RelationType, &[&str], Option<&str>); 16] = [
    (RelationType::Spouse, &["spouse"], Some("Spouse")),
    (
        RelationType::Partner,
        &["partner", "domestic-partner"],
        Some("Partner"),
    ),
    (RelationType::Child, &["child"], Some("Child")),
    // After those that say more, for cards that have both words.
    (RelationType::Mother, &["mother"], Some("Mother")),
    (RelationType::Father, &["father"], Some("Father")),
    (RelationType::Parent, &["parent"], Some("Parent")),
    (RelationType::Brother, &["brother"], Some("Brother")),
    (RelationType::Sister, &["sister"], Some("Sister")),
    (RelationType::Sibling, &["sibling"], Some("Sibling")),
    (RelationType::Friend, &["friend"], Some("Friend")),
    (RelationType::Relative, &["kin", "relative"], None),
    (RelationType::Assistant, &["assistant"], Some("Assistant")),
    (RelationType::Manager, &["manager"], Some("Manager")),
    (
        RelationType::Colleague,
        &["colleague", "co-worker", "coworker"],
        Some("Colleague"),
    ),
    (RelationType::Emergency, &["emergency"], None),
    (RelationType::Other, &["other"], Some("Other")),
];

impl TypeWords for RelationType {
    const KNOWN: &'static [&'static str] = &[
        "spouse",
        "partner",
        "domestic-partner",
        "child",
        "mother",
        "father",
        "parent",
        "brother",
        "sister",
        "sibling",
        "friend",
        "kin",
        "relative",
        "assistant",
        "manager",
        "colleague",
        "co-worker",
        "coworker",
        "emergency",
        "other",
    ];

    fn from_words(words: &[String]) -> Option<Self> {
        let is_one_of = |these: &[&str]| words.iter().any(|word| these.contains(&word.as_str()));
        let mut types = WORDS.into_iter();
        types
            .find(|(_, words, _)| is_one_of(words))
            .map(|(kind, ..)| kind)
    }

    fn from_label(name: &str) -> Option<Self> {
        Self::from_words(&[name.to_owned()])
    }

    fn words(self) -> &'static [&'static str] {
        WORDS
            .iter()
            .find(|(kind, ..)| *kind == self)
            .map(|(_, words, _)| &words[..1])
            .unwrap_or_default()
    }

    fn label(self) -> Option<&'static str> {
        WORDS
            .iter()
            .find(|(kind, ..)| *kind == self)
            .and_then(|(.., label)| *label)
    }
}

impl Entry for Relation {
    const NAMES: &'static [&'static str] = &NAMES;
    type Kind = RelationType;

    fn read(property: &Property) -> Option<Self> {
        if property.is(android::NAME) {
            let value = android::row(property, android::RELATION)?.value;
            return Some(Self {
                value,
                ..Self::default()
            });
        }
        let param = |name| tidy::line(&property.param(name).unwrap_or_default());
        let text = tidy::line(&property.text());
        let (value, uid) = match linked(property, &text) {
            Some(uid) => (param(NAME_PARAM), uid.to_owned()),
            None => (text, param(UID_PARAM)),
        };
        let relation = Self {
            value,
            uid: Some(uid),
            ..Self::default()
        };
        Some(Entry::tidy(relation))
    }

    fn value(&self, name: &str, _: &Card, _: Option<&Property>) -> Value {
        self.value_for(name)
    }

    fn name(&self, card: &Card) -> &'static str {
        match card.version() {
            Version::V3 => APPLE,
            Version::V4 => STANDARD,
        }
    }

    fn fits(&self, name: &str) -> bool {
        !name.eq_ignore_ascii_case(android::NAME)
            && Self::kind_of_name(name).is_none_or(|kind| self.r#type == Some(kind))
    }

    /// What is on one line for all programs and on another for one is shown once.
    fn sameness(&self) -> Option<String> {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        let (label, uid) = (or_empty(&self.label), or_empty(&self.uid));
        Some(format!("{:?}\n{label}\n{uid}\n{}", self.r#type, self.value))
    }

    fn told(property: &Property) -> (Option<RelationType>, Option<String>) {
        let row = android::row(property, android::RELATION);
        row.map(android::Row::relation).unwrap_or_default()
    }

    fn kind_of_name(name: &str) -> Option<RelationType> {
        TELLING
            .into_iter()
            .find(|(telling, _)| telling.eq_ignore_ascii_case(name))
            .map(|(_, kind)| kind)
    }

    fn is_told_by_label(name: &str) -> bool {
        name.eq_ignore_ascii_case(APPLE)
    }

    fn tidy(self) -> Self {
        let mut uid = self.uid.as_deref().map(tidy::line).unwrap_or_default();
        while let Some(rest) = without_link(&uid) {
            uid = rest.trim().to_owned();
        }
        Self {
            value: tidy::line(&self.value),
            uid: Some(uid).filter(|uid| !uid.is_empty()),
            ..self
        }
    }

    fn is_empty(&self) -> bool {
        self.value.is_empty() && self.uid.is_none()
    }

    fn has_value_of(&self, other: &Self) -> bool {
        (&self.value, &self.uid) == (&other.value, &other.uid)
    }

    fn kind(&self) -> Option<RelationType> {
        self.r#type
    }

    fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    super::key!();

    fn with(self, kind: Option<RelationType>, label: Option<String>, _: bool) -> Self {
        Self {
            r#type: kind,
            label,
            ..self
        }
    }
}

impl Relation {
    fn value_for(&self, name: &str) -> Value {
        let is_standard = name.eq_ignore_ascii_case(STANDARD);
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        match self.uid.as_deref().filter(|uid| is_uuid(uid)) {
            Some(uid) if is_standard => Value::raw(format!("{LINK}{uid}"))
                .param(NAME_PARAM, some(&self.value))
                .param(UID_PARAM, None),
            _ => Value::text(&self.value)
                .param("VALUE", is_standard.then(|| "text".to_owned()))
                .param(NAME_PARAM, None)
                .param(UID_PARAM, self.uid.clone()),
        }
    }
}

/// The value of a line under the name that cards of this version have for it, where it can be said there.
pub(super) fn value_in(to: Version, property: &Property, relation: &Relation) -> Option<Value> {
    let has_link = relation.uid.as_deref().is_some_and(is_uuid);
    // What is no link stays as it is written.
    let text = Value::raw(property.raw_value());
    match to {
        Version::V4 if has_link => Some(relation.value_for(STANDARD)),
        Version::V4 => Some(text.param("VALUE", ["text".to_owned()])),
        // Phones would show a person without a name, or an address for one.
        Version::V3 => {
            let kind = property.param("VALUE").map(|kind| kind.to_lowercase());
            let is_text = match kind.as_deref() {
                None => !has_scheme(&property.text()),
                Some(kind) => kind == "text",
            };
            let is_linked = linked(property, &tidy::line(&property.text())).is_some();
            match is_linked {
                true => (has_link && !relation.value.is_empty()).then(|| relation.value_for(APPLE)),
                false => is_text.then_some(text),
            }
        }
    }
}

/// The UID that the value of a line is a link to.
fn linked<'a>(property: &Property, text: &'a str) -> Option<&'a str> {
    let is_text = property
        .param("VALUE")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("text"));
    without_link(text).filter(|_| property.is(STANDARD) && !is_text)
}

fn without_link(uid: &str) -> Option<&str> {
    let (start, rest) = uid.split_at_checked(LINK.len())?;
    start.eq_ignore_ascii_case(LINK).then_some(rest)
}

/// Whether a UID is one that a link can be made of; others are kept as text.
fn is_uuid(uid: &str) -> bool {
    uid.len() == 36 && Uuid::try_parse(uid).is_ok()
}
