//! Cards told by their lines between the frame.

use domain::*;
use vcard::Card;

/// The lines after an edit.
pub fn edited(
    version: &str,
    lines: &[&str],
    edit: impl FnOnce(&ContactFields) -> ContactEdit,
) -> Vec<String> {
    let text = format!(
        "BEGIN:VCARD\r\nVERSION:{version}\r\n{}\r\nEND:VCARD\r\n",
        lines.join("\r\n")
    );
    let mut card = Card::parse(text.as_bytes()).unwrap();
    let edit = edit(&card::read(&card));
    card::apply(&mut card, &edit);
    let text = card.to_string();
    let lines = text.lines().skip(2);
    lines
        .filter(|line| *line != "END:VCARD")
        .map(str::to_owned)
        .collect()
}

/// What the lines say.
pub fn read(lines: &[&str]) -> ContactFields {
    let text = format!(
        "BEGIN:VCARD\nVERSION:3.0\n{}\nEND:VCARD\n",
        lines.join("\n")
    );
    card::read(&Card::parse(text.as_bytes()).unwrap())
}
