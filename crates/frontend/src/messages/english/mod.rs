//! English.

mod account;
mod birthdays;
mod bulk;
mod contact;
mod credentials;
mod dates;
mod errors;
mod form;
mod group;
mod list;
mod narrow;
mod notes;
mod palette;
mod photo;
mod settings;
mod share;

use domain::{DateType, EmailType, PhoneType, RelationType};

use super::{Messages, StateTexts, shared};
pub use bulk::BULK;
pub use credentials::CREDENTIALS;
pub use palette::PALETTE;

/// The texts in English.
pub static ENGLISH: Messages = Messages {
    lang: "en",
    dir: shared::LEFT_TO_RIGHT,
    product: shared::PRODUCT,
    title: shared::window,
    comma: ", ",
    colon: ": ",
    skip: "Skip to the content",
    account: account::ACCOUNT,
    list: list::LIST,
    narrow: narrow::NARROW,
    group: group::GROUP,
    contact: contact::CONTACT,
    share: share::SHARE,
    birthdays: birthdays::BIRTHDAYS,
    notes: notes::NOTES,
    form: form::FORM,
    photo: photo::PHOTO,
    settings: settings::SETTINGS,
    state: STATE,
    problem: errors::problem,
    rule: errors::rule,
    phone_type,
    place,
    date_type,
    relation_type,
    months: dates::MONTHS,
    date: dates::date,
    day: dates::day,
    number: list::grouped,
};

const STATE: StateTexts = StateTexts {
    not_found_title: "There is no such page",
    not_found_text: "The address may be mistyped, or what was here has moved.",
    contact_missing_title: "This contact is not here",
    contact_missing_text: "It may have been deleted, or the address is mistyped.",
    to_list: "Go to the contacts",
    error_title: "Something went wrong",
    offline_title: "The server cannot be reached",
    offline_text: "Check the connection. Nothing is lost: everything is still in the book.",
    unreadable_text: "The server gave an answer that this page does not understand. It may be restarting.",
    busy_title: "One moment, please",
    request_id: |id| format!("For the log: {id}"),
    retry: "Try again",
    signed_out: "The session has ended. What you typed stays here: sign in in another tab, then go on.",
    loading: "Loading",
};

fn phone_type(kind: PhoneType) -> &'static str {
    match kind {
        PhoneType::Mobile => "Mobile",
        PhoneType::Home => "Home",
        PhoneType::Work => "Work",
        PhoneType::Main => "Main",
        PhoneType::HomeFax => "Home fax",
        PhoneType::WorkFax => "Work fax",
        PhoneType::Fax => shared::FAX,
        PhoneType::Pager => shared::PAGER,
        PhoneType::Other => "Other",
    }
}

fn place(kind: EmailType) -> &'static str {
    match kind {
        EmailType::Home => "Home",
        EmailType::Work => "Work",
        EmailType::Other => "Other",
    }
}

fn date_type(kind: DateType) -> &'static str {
    match kind {
        DateType::Anniversary => "Anniversary",
        DateType::Other => "Other",
    }
}

fn relation_type(kind: RelationType) -> &'static str {
    match kind {
        RelationType::Spouse => "Spouse",
        RelationType::Partner => "Partner",
        RelationType::Child => "Child",
        RelationType::Parent => "Parent",
        RelationType::Mother => "Mother",
        RelationType::Father => "Father",
        RelationType::Brother => "Brother",
        RelationType::Sister => "Sister",
        RelationType::Sibling => "Sibling",
        RelationType::Friend => "Friend",
        RelationType::Relative => "Relative",
        RelationType::Assistant => "Assistant",
        RelationType::Manager => "Manager",
        RelationType::Colleague => "Colleague",
        RelationType::Emergency => "Emergency contact",
        RelationType::Other => "Other",
    }
}
