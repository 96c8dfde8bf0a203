//! What can be chosen in the palette.

use domain::Color;

use crate::book::{Marks, Row};
use crate::widgets::Icon;

/// Something to choose.
#[derive(Clone, PartialEq)]
pub struct Item {
    pub look: Look,
    pub does: Does,
}

/// How it is shown.
#[derive(Clone, PartialEq)]
pub enum Look {
    Command(Command),
    Contact(Box<Row>),
}

/// A line with a sign before it.
#[derive(Clone, PartialEq)]
pub struct Command {
    pub sign: Sign,
    pub name: String,
    /// The parts of the name that were looked for.
    pub marks: Marks,
    /// The key that does the same.
    pub key: Option<&'static str>,
}

/// What stands before a name.
#[derive(Clone, Copy, PartialEq)]
pub enum Sign {
    Icon(Icon),
    Dot(Color),
}

/// What choosing it does.
#[derive(Clone, PartialEq)]
pub enum Does {
    /// Goes to an address of the page.
    Go(String),
    /// Presses what a selector names on the page.
    Press(&'static str),
    /// Opens one of the dialogs.
    Summon(u32),
    /// Copies the address of the contact.
    CopyLink,
}

/// What belongs together.
#[derive(Clone, PartialEq)]
pub struct Group {
    pub title: &'static str,
    pub items: Vec<Item>,
}
