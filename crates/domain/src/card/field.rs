//! Properties that stand for one field of a contact: of all lines of a name, the first that says something.
//!
//! Lines that say nothing (`TEL:`, a birthday that is no date) are invisible here: never shown, never taken away.

use vcard::{Card, NewProperty, Property, PropertyId, escape};

use super::{parts, tidy};
use crate::Change;

/// A property that a contact shows as one field.
pub(super) struct Field {
    name: &'static str,
    says_something: fn(&Property) -> bool,
}

impl Field {
    /// A field of a name, and how to tell a line that has something for it.
    pub(super) const fn new(name: &'static str, says_something: fn(&Property) -> bool) -> Self {
        Self {
            name,
            says_something,
        }
    }

    /// A field that is one text.
    pub(super) const fn text(name: &'static str) -> Self {
        Self::new(name, |property| !tidy::line(&property.text()).is_empty())
    }

    /// A field of several components, which are lists.
    pub(super) const fn structured(name: &'static str) -> Self {
        Self::new(name, |property| {
            !parts::are_blank(property.raw_value(), &[';', ','])
        })
    }

    /// Whether a property is one of the lines that say something.
    pub(super) fn has(&self, property: &Property) -> bool {
        property.is(self.name) && (self.says_something)(property)
    }

    /// The lines that say something, in the order of the card.
    pub(super) fn lines<'a>(&'a self, card: &'a Card) -> impl Iterator<Item = &'a Property> {
        card.properties().filter(|property| self.has(property))
    }

    /// The line that is the field.
    pub(super) fn line<'a>(&self, card: &'a Card) -> Option<&'a Property> {
        card.properties().find(|property| self.has(property))
    }

    /// The field as a text of one line; empty where the card says nothing.
    pub(super) fn read(&self, card: &Card) -> String {
        self.line(card)
            .map(|property| tidy::line(&property.text()))
            .unwrap_or_default()
    }

    /// Gives the field's line a value. Other lines of the name, such as the same in another
    /// language, stay; but where the value says nothing they go, for else one of them would become the field.
    pub(super) fn set(&self, card: &mut Card, value: &Value) {
        let line = self.line(card).or_else(|| card.named(self.name).next());
        let Some(id) = line.map(Property::id) else {
            card.insert(value.of(self.name));
            return;
        };
        value.put(card, id);
        if !card.get(id).is_some_and(self.says_something) {
            self.clear(card);
        }
    }

    /// Makes the field say a text of one line, where it does not do so already; nothing, if there is nothing in it.
    pub(super) fn write(&self, card: &mut Card, edit: &Change<String>) {
        let Some(new) = edit.value().map(|text| tidy::line(&text)) else {
            return;
        };
        if new.is_empty() {
            self.clear(card);
        } else if new != self.read(card) {
            self.set(card, &Value::text(&new));
        }
    }

    /// As [`Field::set`], where the field is all lines together: the others go.
    pub(super) fn set_all(&self, card: &mut Card, value: &Value) {
        let others = self.lines(card).skip(1).map(Property::id).collect();
        card.remove_all(&others);
        self.set(card, value);
    }

    /// Takes away every line that says something.
    pub(super) fn clear(&self, card: &mut Card) {
        let lines = self.lines(card).map(Property::id).collect();
        card.remove_all(&lines);
    }
}

/// What a line says: its value, which is escaped already, and the parameters that belong to it.
pub(crate) struct Value {
    raw: String,
    params: Vec<(&'static str, Vec<String>)>,
}

impl Value {
    /// A value that is escaped already.
    pub(super) fn raw(raw: impl Into<String>) -> Self {
        Self {
            raw: raw.into(),
            params: Vec::new(),
        }
    }

    /// A text.
    pub(super) fn text(plain: &str) -> Self {
        Self::raw(escape::text(plain))
    }

    /// An address, which is not escaped.
    pub(super) fn uri(address: &str) -> Self {
        // No address has a backslash; one that is typed all the same must not be taken for an escape.
        Self::raw(escape::uri(&address.replace('\\', r"\\")))
    }

    /// With this parameter, or without it, whatever the line had before.
    pub(super) fn param(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = String>,
    ) -> Self {
        self.params.push((name, values.into_iter().collect()));
        self
    }

    /// With more behind it, escaped already.
    pub(super) fn followed_by(mut self, raw: &str) -> Self {
        self.raw.push_str(raw);
        self
    }

    /// A new line that says it.
    pub(super) fn of(&self, name: &str) -> NewProperty {
        let line = NewProperty::new(name).value(&self.raw);
        let params = self.params.iter().filter(|(_, values)| !values.is_empty());
        params.fold(line, |line, (name, values)| line.param(name, values))
    }

    /// Makes a line say it. It is text of the card's own character set whatever the old one was: parameters that say
    /// otherwise would make other programs misread it.
    pub(super) fn put(&self, card: &mut Card, id: PropertyId) {
        card.replace_value(id, &self.raw);
        for name in ["VALUE", "ENCODING", "CHARSET"] {
            card.set_param(id, name, None);
        }
        for (name, values) in &self.params {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            card.set_param(id, name, Some(&values));
        }
    }
}
