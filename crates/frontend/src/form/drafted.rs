//! From the inputs of the lists to their entries.

use domain::{Address, ContactDate, CustomField, FieldRule, Im, PartialDate, Relation};

use super::draft::{Read, kept_or};
use super::listed::{Entry, Listed, address_kind, date_kind, date_type, place};
use super::relation::TOUCHED;
use super::shown::{one_line, same_block, same_line, unix};
use super::slots::{List, Slot, Slots, TYPED};
use crate::person::{ascii_digits, service_called, service_title};

/// The type that says: it has a label of its own.
pub const OWN: &str = "own";

/// Reads one list after the other.
pub struct Lists<'a> {
    /// The inputs.
    pub read: Read<'a>,
    /// The entries of the form.
    pub slots: &'a Slots,
    /// Those in which there is something.
    pub kept: Slots,
    /// Inputs that make no sense, by name.
    pub wrong: Vec<(String, FieldRule)>,
}

impl Lists<'_> {
    /// Entries that are a value with a type.
    pub fn entries<T: Listed + PartialEq>(&mut self, list: List, was: &[T]) -> Vec<T> {
        self.list(list, was, |form, name, before: Option<&T>| {
            let before = before.cloned().unwrap_or_default();
            let entry = form.entry(name, &before.entry());
            (!is_blank(&entry)).then(|| changed(before, entry))
        })
    }

    /// Messengers and networks: a service more.
    pub fn ims(&mut self, was: &[Im]) -> Vec<Im> {
        self.list(List::Ims, was, |form, name, before| {
            let is_new = before.is_none();
            let before = before.cloned().unwrap_or_default();
            let entry = form.entry(name, &before.entry());
            let service = form.service(name, before.service.as_deref());
            // One whose name is taken away goes; one that was begun was meant.
            if is_new && is_blank(&entry) && service.is_some() {
                form.wrong
                    .push((format!("{name}.value"), FieldRule::Required));
            }
            (!is_blank(&entry)).then(|| Im {
                service,
                ..changed(before, entry)
            })
        })
    }

    /// Other people. Of some only the card is known.
    pub fn relations(&mut self, was: &[Relation]) -> Vec<Relation> {
        self.list(List::Relations, was, |form, name, before| {
            let before = before.cloned().unwrap_or_default();
            let mut relation = changed(before.clone(), form.entry(name, &before.entry()));
            if let Some(uid) = (form.read)(&format!("{name}.uid")).strip_prefix(TOUCHED) {
                let uid = Some(uid).filter(|uid| !uid.is_empty());
                relation.uid = uid.map(str::to_owned);
            }
            let is_blank = relation.value.is_empty() && relation.label.is_none();
            (!is_blank || relation.uid.is_some()).then_some(relation)
        })
    }

    /// Days to remember.
    pub fn dates(&mut self, was: &[ContactDate]) -> Vec<ContactDate> {
        self.list(List::Dates, was, |form, name, before| {
            let (kind_before, label_before) = before.map(date_kind).unwrap_or_default();
            let (kind, label) = form.kind(name, kind_before, label_before.as_deref());
            let rule = match form.date(name) {
                Ok(Some(value)) => {
                    return Some(ContactDate {
                        key: before.map(|date| date.key.clone()).unwrap_or_default(),
                        value,
                        r#type: date_type(kind),
                        label,
                    });
                }
                // A day that nobody has filled in is none; what has a name was meant.
                Ok(None) if label.is_none() => return None,
                Ok(None) => FieldRule::Required,
                Err(()) => FieldRule::BadValue,
            };
            form.wrong.push((format!("{name}.value"), rule));
            None
        })
    }

    /// Fields of one's own.
    pub fn custom(&mut self, was: &[CustomField]) -> Vec<CustomField> {
        self.list(List::Custom, was, |form, name, before| {
            let before = before.cloned().unwrap_or_default();
            let field = CustomField {
                key: before.key.clone(),
                label: form.line(&format!("{name}.label"), &before.label),
                value: form.line(&format!("{name}.value"), &before.value),
            };
            (field != CustomField::default()).then_some(field)
        })
    }

    /// Labels: those that are there, and what is typed where another one can be.
    pub fn labels(&mut self, was: &[String]) -> Vec<String> {
        let mut labels = self.list(List::Labels, was, |form, name, before| {
            let before = before.map(String::as_str).unwrap_or_default();
            let label = form.line(&format!("{name}.value"), before);
            (!label.is_empty()).then_some(label)
        });
        let typed = (self.read)(&format!("labels.{TYPED}.value"));
        for label in labels_in(&typed) {
            if !has_label(labels.iter().map(String::as_str), label) {
                labels.push(label.to_owned());
                self.kept.list_mut(List::Labels).push(Slot {
                    key: TYPED,
                    origin: None,
                });
            }
        }
        labels
    }

    /// Postal addresses.
    pub fn addresses(&mut self, was: &[Address]) -> Vec<Address> {
        self.list(List::Addresses, was, |form, name, before| {
            let before = before.cloned().unwrap_or_default();
            let mut address = before.clone();
            for (part, field) in parts(&mut address) {
                let typed = (form.read)(&format!("{name}.{field}"));
                *part = match field {
                    "street" => kept_or(part, &unix(&typed), same_block, str::trim),
                    _ => kept_or(part, &typed, same_line, str::trim),
                };
            }
            let (kind_before, label_before) = address_kind(&before);
            let (kind, label) = form.kind(name, kind_before, label_before.as_deref());
            address.r#type = place(kind);
            address.label = label;
            address.pref = form.pref(name, before.pref);
            let is_blank = address.label.is_none()
                && parts(&mut address).iter().all(|(part, _)| part.is_empty());
            (!is_blank).then_some(address)
        })
    }

    /// A date of which only a part may be known; nothing when nothing is filled in.
    pub fn date(&self, name: &str) -> Result<Option<PartialDate>, ()> {
        let number = |part: &str| -> Result<Option<u16>, ()> {
            let text = one_line(&(self.read)(&format!("{name}.{part}")));
            match text.trim() {
                "" => Ok(None),
                text => ascii_digits(text).parse().map(Some).map_err(drop),
            }
        };
        let small = |part: &str| -> Result<Option<u8>, ()> {
            number(part)?
                .map(|number| u8::try_from(number).map_err(drop))
                .transpose()
        };
        let (day, month, year) = (small("day")?, small("month")?, number("year")?);
        if day.is_none() && month.is_none() && year.is_none() {
            return Ok(None);
        }
        PartialDate::new(year, month, day).map(Some).map_err(drop)
    }

    fn list<T>(
        &mut self,
        list: List,
        was: &[T],
        one: impl Fn(&mut Self, &str, Option<&T>) -> Option<T>,
    ) -> Vec<T> {
        let (slots, mut entries) = (self.slots, Vec::new());
        for slot in slots.list(list) {
            let name = format!("{}.{}", list.name(), slot.key);
            if let Some(entry) = one(self, &name, slot.of(was)) {
                let label = format!("{name}.label");
                if (self.read)(&format!("{name}.type")) == OWN
                    && (self.read)(&label).trim().is_empty()
                {
                    self.wrong.push((label, FieldRule::Required));
                }
                entries.push(entry);
                self.kept.list_mut(list).push(*slot);
            }
        }
        entries
    }

    fn line(&self, name: &str, was: &str) -> String {
        kept_or(was, &(self.read)(name), same_line, str::trim)
    }

    fn entry(&self, name: &str, before: &Entry) -> Entry {
        let value = self.line(&format!("{name}.value"), &before.value);
        let (kind, label) = self.kind(name, before.kind, before.label.as_deref());
        let pref = self.pref(name, before.pref);
        Entry {
            value,
            kind,
            label,
            pref,
        }
    }

    /// The type, and the label where the type is "own label"; the type below a label stays what it was.
    fn kind(
        &self,
        name: &str,
        before: Option<usize>,
        label: Option<&str>,
    ) -> (Option<usize>, Option<String>) {
        let chosen = (self.read)(&format!("{name}.type"));
        if chosen != OWN {
            return (chosen.parse().ok(), None);
        }
        let label = self.line(&format!("{name}.label"), label.unwrap_or_default());
        (before, (!label.is_empty()).then_some(label))
    }

    /// Whether this is the one to take first. A form without such a box, of an older server, says nothing about it.
    fn pref(&self, name: &str, before: bool) -> bool {
        match (self.read)(&format!("{name}.pref")).as_str() {
            "" => before,
            text => text == "1",
        }
    }

    /// The service, in the words of contacts.
    fn service(&self, name: &str, before: Option<&str>) -> Option<String> {
        let typed = (self.read)(&format!("{name}.service"));
        let before = before.unwrap_or_default();
        let service = if same_line(service_title(before), &typed) {
            before
        } else {
            service_called(typed.trim())
        };
        (!service.is_empty()).then(|| service.to_owned())
    }
}

fn is_blank(entry: &Entry) -> bool {
    entry.value.is_empty() && entry.label.is_none()
}

/// What nobody touched stays exactly what it was.
fn changed<T: Listed>(before: T, entry: Entry) -> T {
    if before.entry() == entry {
        before
    } else {
        before.with(entry)
    }
}

/// The labels in a text: one, or several between commas.
pub fn labels_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|label| !label.is_empty())
}

/// Whether this label is among them. One that differs by case only is the same.
pub fn has_label<'a>(mut labels: impl Iterator<Item = &'a str>, label: &str) -> bool {
    let lower = label.to_lowercase();
    labels.any(|one| one.to_lowercase() == lower)
}

fn parts(address: &mut Address) -> [(&mut String, &'static str); 7] {
    [
        (&mut address.street, "street"),
        (&mut address.extended, "extended"),
        (&mut address.po_box, "po_box"),
        (&mut address.postal_code, "postal_code"),
        (&mut address.locality, "locality"),
        (&mut address.region, "region"),
        (&mut address.country, "country"),
    ]
}
