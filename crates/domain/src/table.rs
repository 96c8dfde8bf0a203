//! Contacts as a table (CSV, RFC 4180), for spreadsheets and other address books.
//!
//! The columns are called what Google's are, because most programs read those: of what a contact has several there are
//! numbered columns. A file begins with the mark by which spreadsheets know UTF-8. A cell that a spreadsheet would take for
//! a formula begins with an apostrophe, which it shows as text; numbers with a plus stay as they are.

use std::fmt::Debug;

use crate::{Address, Contact, ContactFields};

/// What a file begins with, before its first row.
pub const MARK: &str = "\u{feff}";

/// What separates labels in their one cell.
const BETWEEN: &str = " ::: ";

/// How many columns there are for what a contact may have several of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Widths([usize; 8]);

impl Default for Widths {
    /// So many there always are, so that the columns of most files are the same.
    fn default() -> Self {
        Self([3, 3, 2, 1, 2, 1, 2, 0])
    }
}

impl Widths {
    /// So many that this contact has room, too.
    #[must_use]
    pub fn with(self, fields: &ContactFields) -> Self {
        let lists = lists(fields);
        Self(std::array::from_fn(|at| self.0[at].max(lists[at].len())))
    }

    /// The row with the names of the columns.
    pub fn header(&self) -> String {
        let mut cells: Vec<String> = FIXED.map(str::to_owned).into();
        for (width, (name, parts)) in self.0.into_iter().zip(LISTS) {
            for n in 1..=width {
                cells.extend(parts.iter().map(|part| format!("{name} {n} - {part}")));
            }
        }
        row(&cells)
    }

    /// The row of a contact.
    pub fn row(&self, contact: &Contact) -> String {
        let fields = &contact.fields;
        let mut cells = fixed(contact);
        for ((width, (_, parts)), list) in self.0.into_iter().zip(LISTS).zip(lists(fields)) {
            let empty = (width.saturating_sub(list.len())) * parts.len();
            cells.extend(list.into_iter().flatten());
            cells.extend(std::iter::repeat_n(String::new(), empty));
        }
        let cells: Vec<String> = cells.into_iter().map(harmless).collect();
        row(&cells)
    }
}

const FIXED: [&str; 19] = [
    "Name",
    "First Name",
    "Middle Name",
    "Last Name",
    "Phonetic First Name",
    "Phonetic Middle Name",
    "Phonetic Last Name",
    "Name Prefix",
    "Name Suffix",
    "Nickname",
    "Organization Name",
    "Organization Title",
    "Organization Department",
    "Organization Role",
    "Phonetic Organization Name",
    "Birthday",
    "Notes",
    "Labels",
    "Starred",
];

fn fixed(contact: &Contact) -> Vec<String> {
    let ContactFields {
        name,
        nickname,
        org,
        birthday,
        note,
        labels,
        ..
    } = &contact.fields;
    vec![
        name.full.clone(),
        name.given.clone(),
        name.additional.clone(),
        name.family.clone(),
        name.phonetic_given.clone(),
        name.phonetic_additional.clone(),
        name.phonetic_family.clone(),
        name.prefix.clone(),
        name.suffix.clone(),
        nickname.clone().unwrap_or_default(),
        org.name.clone(),
        org.title.clone(),
        org.units.join(", "),
        org.role.clone(),
        org.phonetic_name.clone(),
        birthday
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        note.clone().unwrap_or_default(),
        labels.join(BETWEEN),
        if contact.starred { "Yes" } else { "" }.to_owned(),
    ]
}

const LISTS: [(&str, &[&str]); 8] = [
    ("E-mail", &["Label", "Value"]),
    ("Phone", &["Label", "Value"]),
    (
        "Address",
        &[
            "Label",
            "Street",
            "Extended Address",
            "PO Box",
            "City",
            "Region",
            "Postal Code",
            "Country",
        ],
    ),
    ("Relation", &["Label", "Value"]),
    ("Website", &["Label", "Value"]),
    ("Event", &["Label", "Value"]),
    ("IM", &["Label", "Service", "Value"]),
    ("Custom Field", &["Label", "Value"]),
];

/// What there may be several of, in the cells of one each.
fn lists(fields: &ContactFields) -> [Vec<Vec<String>>; 8] {
    let emails = fields.emails.iter();
    let phones = fields.phones.iter();
    let relations = fields.relations.iter();
    let urls = fields.urls.iter();
    let dates = fields.dates.iter();
    let ims = fields.ims.iter();
    let custom = fields.custom.iter();
    [
        emails
            .map(|one| vec![label(&one.label, &one.r#type, one.pref), one.value.clone()])
            .collect(),
        phones
            .map(|one| vec![label(&one.label, &one.r#type, one.pref), one.value.clone()])
            .collect(),
        fields.addresses.iter().map(address).collect(),
        relations
            .map(|one| vec![label(&one.label, &one.r#type, false), one.value.clone()])
            .collect(),
        urls.map(|one| vec![label(&one.label, &one.r#type, one.pref), one.value.clone()])
            .collect(),
        dates
            .map(|one| vec![label(&one.label, &one.r#type, false), one.value.to_string()])
            .collect(),
        ims.map(|one| {
            let service = one.service.clone().unwrap_or_default();
            vec![
                label(&one.label, &one.r#type, one.pref),
                service,
                one.value.clone(),
            ]
        })
        .collect(),
        custom
            .map(|one| vec![one.label.clone(), one.value.clone()])
            .collect(),
    ]
}

fn address(one: &Address) -> Vec<String> {
    let mut cells = vec![label(&one.label, &one.r#type, one.pref)];
    let parts = [
        &one.street,
        &one.extended,
        &one.po_box,
        &one.locality,
        &one.region,
        &one.postal_code,
        &one.country,
    ];
    cells.extend(parts.map(String::clone));
    cells
}

/// One's own word, or the type's; a star before that of the one to try first, as Google writes it.
fn label<T: Debug>(own: &Option<String>, kind: &Option<T>, is_first: bool) -> String {
    let word = match (own, kind) {
        (Some(own), _) => own.clone(),
        (None, Some(kind)) => spaced(&format!("{kind:?}")),
        (None, None) => String::new(),
    };
    match is_first {
        true => format!("* {word}").trim_end().to_owned(),
        false => word,
    }
}

/// `HomeFax` as `Home Fax`.
fn spaced(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.push(c);
    }
    text
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: String) -> String {
    // Programs pass over what stands before it.
    let begun = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let begins = |c: char| "=+-@＝＋－＠".contains(c);
    let is_formula = begun.starts_with(begins) && !is_number(begun);
    match is_formula || text.starts_with(['\t', '\r']) {
        true => format!("'{text}"),
        false => text,
    }
}

/// Whether it is a number or a date, or a telephone number with an extension. A formula that does anything needs more than
/// that has.
fn is_number(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    let digits = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || " ()-./".contains(c))
    };
    let (number, rest) = match rest.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let extension = ["ext.", "ext", "x", ""]
        .into_iter()
        .find_map(|word| rest.strip_prefix(word));
    let is_split = rest.is_empty() || number.ends_with(' ');
    digits(number) && is_split && extension.is_some_and(digits)
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\r\n"
}

fn quoted(cell: &str) -> String {
    let is_plain = !cell.contains(['"', ',', '\r', '\n', ';']) && cell.trim() == cell;
    match is_plain {
        true => cell.to_owned(),
        false => format!("\"{}\"", cell.replace('"', "\"\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CustomField, Email, EmailType, Im, Name, Phone, PhoneType};

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        for (cell, written) in [
            ("Ann", "Ann"),
            ("", ""),
            ("Ann, Bea", "\"Ann, Bea\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("one\ntwo", "\"one\ntwo\""),
            (" Ann", "\" Ann\""),
            ("a;b", "\"a;b\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for formula in [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+SUM(A1)",
            "-A1",
            "@SUM(A1)",
            "\t=1",
            " =1+1",
            "\n\u{a0}@SUM(A1)",
            "＝1+1",
            "+49 30 x12+A1",
            "+x12",
            "+1 cmd",
            "-",
            "+1=2",
        ] {
            let written = harmless(formula.to_owned());
            let expected = match formula {
                "-" => formula.to_owned(),
                _ => format!("'{formula}"),
            };
            assert_eq!(written, expected);
        }
        for number in [
            "+49 (30) 123-45/6",
            "+49 30 12 x34",
            " +49 30 12",
            "+1 212 555 ext. 6",
            "-12.5",
            "--02-29",
            "ann@example.org",
            "1=1",
            "",
        ] {
            assert_eq!(harmless(number.to_owned()), number);
        }
    }

    #[test]
    fn there_is_room_for_everything_and_always_for_some() {
        let phone = |value: &str| Phone {
            value: value.into(),
            r#type: Some(PhoneType::HomeFax),
            ..Phone::default()
        };
        let mut fields = ContactFields {
            name: Name {
                full: "Ann".into(),
                given: "Ann".into(),
                ..Name::default()
            },
            phones: ["1", "2", "3", "+4"].map(phone).into(),
            emails: vec![Email {
                key: Default::default(),
                value: "ann@example.org".into(),
                r#type: Some(EmailType::Home),
                label: None,
                pref: true,
            }],
            ims: vec![Im {
                value: "@ann".into(),
                service: Some("telegram".into()),
                ..Im::default()
            }],
            labels: vec!["Chess".into(), "=Choir".into()],
            birthday: "--02-29".parse().ok(),
            ..ContactFields::default()
        };
        fields.custom = vec![CustomField {
            key: Default::default(),
            label: "Ring size".into(),
            value: "52".into(),
        }];
        let widths = Widths::default().with(&fields);
        assert_eq!(
            Widths::default().with(&ContactFields::default()),
            Widths::default()
        );
        let contact = Contact {
            id: uuid::Uuid::nil(),
            book_id: uuid::Uuid::nil(),
            etag: String::new(),
            fields,
            starred: true,
            created_at: time::OffsetDateTime::UNIX_EPOCH,
            updated_at: time::OffsetDateTime::UNIX_EPOCH,
            deleted_at: None,
        };
        let (header, row) = (widths.header(), widths.row(&contact));
        let cell = |column: &str| {
            let at = header.trim_end().split(',').position(|one| one == column);
            let at = at.unwrap_or_else(|| panic!("no {column}"));
            row.trim_end_matches("\r\n").split(',').nth(at).unwrap()
        };
        assert_eq!(header.matches(',').count(), row.matches(',').count());
        assert_eq!(cell("Phone 4 - Value"), "+4");
        assert_eq!(cell("Phone 4 - Label"), "Home Fax");
        assert_eq!(cell("E-mail 1 - Label"), "* Home");
        assert_eq!(cell("E-mail 2 - Value"), "");
        assert_eq!(cell("IM 1 - Value"), "'@ann");
        assert_eq!(cell("Labels"), "Chess ::: =Choir");
        assert_eq!(cell("Birthday"), "--02-29");
        assert_eq!(cell("Custom Field 1 - Value"), "52");
        assert_eq!(cell("Starred"), "Yes");
        assert!(row.ends_with("\r\n"));
    }
}
