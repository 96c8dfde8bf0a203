//! The commands that there are on a page.

use leptos::prelude::*;

use super::HELP;
use super::desk::{Desk, found};
use super::items::{Command, Does, Group, Item, Look, Sign};
use super::matching::{marks, words};
use crate::api::Group as Named;
use crate::book::groups_of;
use crate::messages::{keys, palette_texts, texts};
use crate::navigation::{BIRTHDAYS, LIST, NEW, NEW_BOOK, NEW_LABEL, NOTES, Part, SETTINGS};
use crate::widgets::Icon;

/// The way to the form of the contact that is shown.
pub const EDIT: &str = "[data-does=edit]";
const STAR: &str = ".bar .star";
const QR: &str = "[data-does=qr]";
const PRINT: &str = "[data-does=print]";
const CARD: &str = "[data-does=card]";
const SIGN_OUT: &str = ".account form button";

/// How many books or labels are offered: before somebody writes, and of those that match.
const MOST: usize = 12;
const MOST_FOUND: usize = 5;

/// All commands that match, in groups.
pub fn commands(desk: Desk, asked: &str) -> Vec<Group> {
    let (t, p) = (texts(), palette_texts());
    let asked = words(asked);
    let most = if asked.is_empty() { MOST } else { MOST_FOUND };
    let filter = desk.filter.get();
    let clean = filter.searching("");
    let within = |part| Does::Go(clean.within(part).on(LIST));
    let page = |path: &str| Does::Go(path.to_owned());
    let named = |groups: Vec<Named>, part: fn(domain::Uuid) -> Part| -> Vec<Made> {
        let made = |group: Named| {
            made_of(
                Sign::Dot(group.color),
                &group.name,
                within(Some(part(group.id))),
            )
        };
        groups.into_iter().map(made).collect()
    };
    let mut groups = vec![
        (p.this_contact, usize::MAX, of_contact()),
        (
            p.commands,
            usize::MAX,
            vec![
                made(Icon::Plus, t.list.new_contact, Does::Go(filter.on(NEW))).by(keys::NEW),
                made(Icon::Book, t.group.new_book, page(NEW_BOOK)),
                made(Icon::Label, t.group.new_label, page(NEW_LABEL)),
                made(Icon::Keyboard, p.help, Does::Summon(HELP)).by(keys::HELP),
                made(Icon::SignOut, t.account.sign_out, Does::Press(SIGN_OUT)),
            ],
        ),
        (
            p.go_to,
            usize::MAX,
            vec![
                made(Icon::People, t.list.all, within(None)),
                made(Icon::Star, t.narrow.starred, within(Some(Part::Starred))),
                made(Icon::Note, t.notes.heading, page(NOTES)),
                made(Icon::Cake, t.birthdays.heading, page(BIRTHDAYS)),
                made(Icon::Sliders, t.settings.heading, page(SETTINGS)),
            ],
        ),
        (
            t.list.books,
            most,
            named(groups_of(desk.shelf.books), Part::Book),
        ),
        (
            t.list.labels,
            most,
            named(groups_of(desk.shelf.labels), Part::Label),
        ),
    ];
    let has_keys = desk.shortcuts.get() == Some(true);
    let matching = |(title, most, made): (&'static str, usize, Vec<Made>)| {
        let items = made
            .into_iter()
            .filter_map(|made| made.item(&asked, has_keys));
        let items: Vec<_> = items.take(most).collect();
        (!items.is_empty()).then_some(Group { title, items })
    };
    groups.drain(..).filter_map(matching).collect()
}

/// What is done with the contact that is shown: what its page has buttons for.
fn of_contact() -> Vec<Made> {
    let (t, p) = (texts(), palette_texts());
    if found(EDIT).is_none() {
        return Vec::new();
    }
    let star = found(STAR).map(|star| made(Icon::Star, &star.title(), Does::Press(STAR)));
    let edit = made(Icon::Edit, t.contact.edit, Does::Press(EDIT)).by(keys::EDIT);
    let mut all = vec![edit];
    all.extend(star);
    all.extend([
        made(Icon::Link, p.copy_link, Does::CopyLink),
        made(Icon::Qr, t.share.qr, Does::Press(QR)),
        made(Icon::Print, t.share.print, Does::Press(PRINT)),
        made(Icon::Card, t.share.card, Does::Press(CARD)),
    ]);
    all
}

/// A command before it is known whether it matches.
struct Made {
    command: Command,
    does: Does,
}

fn made(icon: Icon, name: &str, does: Does) -> Made {
    made_of(Sign::Icon(icon), name, does)
}

fn made_of(sign: Sign, name: &str, does: Does) -> Made {
    let command = Command {
        sign,
        name: name.to_owned(),
        marks: Vec::new(),
        key: None,
    };
    Made { command, does }
}

impl Made {
    fn by(mut self, key: &'static str) -> Self {
        self.command.key = Some(key);
        self
    }

    fn item(mut self, asked: &[String], has_keys: bool) -> Option<Item> {
        self.command.marks = marks(&self.command.name, asked)?;
        self.command.key = self.command.key.filter(|_| has_keys);
        Some(Item {
            look: Look::Command(self.command),
            does: self.does,
        })
    }
}
