use crate::fold::fold;
use crate::param::{Param, RawParam, raw_params};
use crate::scan::{ContentLine, without_ending};
use crate::syntax::Layout;
use crate::unescape::{split_unescaped, unescape};

/// Names one property of one [`Card`](crate::Card) for as long as the property is there, whatever else is edited.
///
/// An id means nothing in another card, or after the same text has been parsed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PropertyId(pub(crate) u64);

/// One property of a card: its exact text, and reading accessors over it.
///
/// Nothing is decoded before it is asked for, so a card with a photo costs little until the photo is read.
#[derive(Clone, Debug)]
pub struct Property {
    id: PropertyId,
    /// As it stands in the card, folded and with its line ending.
    raw: Box<str>,
    /// Only when the line is folded; else the line is the start of `raw`.
    unfolded: Option<Box<str>>,
    layout: Layout,
}

impl Property {
    /// What the card's editing methods take.
    pub fn id(&self) -> PropertyId {
        self.id
    }

    /// The group as written (`item1` in `item1.TEL:...`), which ties properties together, such as a phone and its label.
    pub fn group(&self) -> Option<&str> {
        match self.layout.name_start {
            0 => None,
            start => Some(&self.line()[..start - 1]),
        }
    }

    /// The name as written; compare with [`is`](Self::is), because names ignore case.
    pub fn name(&self) -> &str {
        &self.line()[self.layout.name_start..self.layout.name_end]
    }

    /// Whether the property has this name, in any case and in any group.
    pub fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// The value unfolded but still escaped, for values that are not text (URIs, dates) and for writing back.
    pub fn raw_value(&self) -> &str {
        &self.line()[self.layout.value_start..]
    }

    /// The parameters in order, decoded.
    pub fn params(&self) -> impl Iterator<Item = Param<'_>> {
        self.raw_params().filter_map(RawParam::decode)
    }

    /// The first value of the first parameter of this name, for parameters that have one value (`LANGUAGE`, `ENCODING`).
    pub fn param(&self, name: &str) -> Option<String> {
        self.raw_params()
            .find(|param| param.is(name))?
            .decode()?
            .values
            .into_iter()
            .next()
    }

    /// All types in lower case, however they are spelled: `TYPE=a,b`, `TYPE=a;TYPE=b`, `TYPE="a,b"`, or bare (`TEL;CELL:`).
    pub fn types(&self) -> Vec<String> {
        let values = self
            .raw_params()
            .filter(|param| param.is("TYPE"))
            .filter_map(RawParam::decode);
        values
            .flat_map(|param| param.values)
            .flat_map(|value| {
                value
                    .split(',')
                    .map(|word| word.trim().to_lowercase())
                    .collect::<Vec<_>>()
            })
            .filter(|word| !word.is_empty())
            .collect()
    }

    /// How preferred the value is, 1 (most) to 100: `PREF` of 4.0, or 1 for `TYPE=pref` of 3.0.
    pub fn pref(&self) -> Option<u8> {
        let number = self
            .param("PREF")
            .and_then(|value| value.trim().parse().ok());
        number
            .filter(|pref| (1..=100).contains(pref))
            .or_else(|| self.types().iter().any(|word| word == "pref").then_some(1))
    }

    /// The whole value as text, unescaped (`FN`, `NOTE`).
    pub fn text(&self) -> String {
        unescape(self.raw_value())
    }

    /// The items of a list value (`CATEGORIES`, `NICKNAME`), unescaped; an empty value has none.
    pub fn text_list(&self) -> Vec<String> {
        match self.raw_value() {
            "" => Vec::new(),
            raw => split_unescaped(raw, b',').map(unescape).collect(),
        }
    }

    /// The components of a structured value (`N`, `ADR`, `ORG`), each with its comma-separated strings, unescaped.
    ///
    /// Empty parts are kept, since their position is their meaning: every component has at least one string.
    pub fn components(&self) -> Vec<Vec<String>> {
        let parts = split_unescaped(self.raw_value(), b';');
        parts
            .map(|part| split_unescaped(part, b',').map(unescape).collect())
            .collect()
    }

    /// The components of a structured value, one string each, where a comma is text.
    ///
    /// Better than [`components`](Self::components) for addresses: many programs do not escape the commas in a street.
    pub fn components_flat(&self) -> Vec<String> {
        split_unescaped(self.raw_value(), b';')
            .map(unescape)
            .collect()
    }

    /// The exact text of the property in the card: folded, with its line ending.
    pub fn as_written(&self) -> &str {
        &self.raw
    }
}

/// What the card needs to build and edit properties.
impl Property {
    pub(crate) fn read(id: PropertyId, line: ContentLine<'_>, layout: Layout) -> Self {
        let unfolded = match line.text {
            std::borrow::Cow::Borrowed(_) => None,
            std::borrow::Cow::Owned(text) => Some(text.into_boxed_str()),
        };
        Property {
            id,
            raw: line.raw.into(),
            unfolded,
            layout,
        }
    }

    /// A property from an unfolded line; `None` if the line is not one, which the writers never hand in.
    pub(crate) fn write(id: PropertyId, line: String, ending: &str) -> Option<Self> {
        let layout = Layout::of(&line)?;
        let raw = fold(&line, ending).into_boxed_str();
        let is_folded = raw.len() > line.len() + ending.len();
        Some(Property {
            id,
            raw,
            unfolded: is_folded.then(|| line.into_boxed_str()),
            layout,
        })
    }

    /// Replaces the line and keeps id and line ending; the same line again leaves even the folding as it was.
    pub(crate) fn rewrite(&mut self, line: String) {
        if line != self.line()
            && let Some(property) = Property::write(self.id, line, self.ending())
        {
            *self = property;
        }
    }

    /// Group, name and parameters, colon included.
    pub(crate) fn head(&self) -> &str {
        &self.line()[..self.layout.value_start]
    }

    /// Group and name, without parameters.
    pub(crate) fn full_name(&self) -> &str {
        &self.line()[..self.layout.name_end]
    }

    /// The parameters as text, each with its semicolon.
    pub(crate) fn params_text(&self) -> &str {
        &self.line()[self.layout.name_end..self.layout.value_start - 1]
    }

    pub(crate) fn raw_params(&self) -> impl Iterator<Item = RawParam<'_>> {
        raw_params(self.params_text())
    }

    fn line(&self) -> &str {
        self.unfolded
            .as_deref()
            .unwrap_or_else(|| without_ending(&self.raw))
    }

    fn ending(&self) -> &'static str {
        if self.raw.ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }
}
