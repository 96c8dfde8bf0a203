//! Birthdays, in English.

use super::super::BirthdayTexts;

pub const BIRTHDAYS: BirthdayTexts = BirthdayTexts {
    heading: "Birthdays",
    lead: "The next twelve months.",
    all_books: "All books",
    choose_book: "Birthdays of which book",
    month: |month, year| format!("{month} {year}"),
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    any_day: "Day not known",
    today: "Today",
    tomorrow: "Tomorrow",
    turns: |age| format!("turns {age}"),
    later: "Later birthdays",
    from_today: "From today on",
    empty_title: "No birthdays yet",
    empty_text: "Write a birthday down on somebody’s page, and it shows up here in time.",
    empty_book: "Nobody in this book has a birthday written down.",
    all_contacts: "Go to the contacts",
    print: "Print",
    event: |name, born| match born {
        Some(year) => format!("{name}’s birthday ({year})"),
        None => format!("{name}’s birthday"),
    },
    born: |date| format!("Born {}", super::dates::date(date)),
    feed: "Subscribe in your calendar",
    feed_lead: "Phones and calendar programs can show these birthdays and keep them up to date. \
        Make a secret address and add it there as a calendar to subscribe to.",
    feed_make: "Make a secret address",
    feed_address: "Secret address",
    feed_secret: "Whoever knows this address can read all names and birthdays, without signing in.",
    feed_since: |day| format!("Made {day}"),
    feed_renew: "Make a new one",
    feed_revoke: "Revoke",
    feed_revoke_hint: "Did somebody else get to know it? Revoke it, or make a new one: the old address then leads to nothing.",
    feed_revoked: "The secret address was revoked. Calendars that used it get no birthdays any more.",
    feed_renewed: "There is a new secret address. The old one leads to nothing any more.",
    feed_failed: "That did not work. Try again.",
    feed_needs_script: "To make or revoke an address, JavaScript has to be on.",
};
