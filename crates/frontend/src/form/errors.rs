//! From the API's paths of fields to the inputs of the form.

use domain::{FieldErrors, FieldRule};

use super::place::BOOK;
use super::slots::{List, Slots};
use crate::messages::Messages;

/// Messages by the name of the input they belong to; with an empty name they concern the whole form.
pub type InputErrors = Vec<(String, String)>;

/// What the API refused. `sent` are the slots that the sent lists came from.
pub fn by_input(errors: &FieldErrors, sent: &Slots, t: &Messages) -> InputErrors {
    let mut found = Vec::new();
    for (path, errors) in errors {
        let text = errors
            .iter()
            .map(|error| (t.rule)(&error.rule))
            .collect::<Vec<_>>()
            .join(" ");
        found.push((input(path, sent), text));
    }
    found
}

/// What the form itself refuses before anything is sent.
pub fn local(wrong: &[(String, FieldRule)], t: &Messages) -> InputErrors {
    let text = |rule: &FieldRule| match rule {
        FieldRule::BadValue => t.form.bad_date.to_owned(),
        _ => (t.rule)(rule),
    };
    wrong
        .iter()
        .map(|(name, rule)| (name.clone(), text(rule)))
        .collect()
}

/// `phones[0].value` is the input `phones.KEY.value` of the first phone that was sent.
fn input(path: &str, sent: &Slots) -> String {
    for list in List::ALL {
        if let Some(rest) = path.strip_prefix(list.name()) {
            return entry(rest, list, sent).unwrap_or_default();
        }
    }
    match path {
        "name" => "name.given".to_owned(),
        path if path.starts_with("org.units") => "org.units".to_owned(),
        path if path.starts_with("name.") || path.starts_with("org.") => path.to_owned(),
        "nickname" | "note" | "birthday" | BOOK => path.to_owned(),
        _ => String::new(),
    }
}

fn entry(rest: &str, list: List, sent: &Slots) -> Option<String> {
    let (index, rest) = rest.strip_prefix('[')?.split_once(']')?;
    let slot = sent.list(list).get(index.parse::<usize>().ok()?)?;
    let field = rest.strip_prefix('.').unwrap_or("value");
    Some(format!("{}.{}.{field}", list.name(), slot.key))
}
