//! The birthdays by months, and those of today and tomorrow before the eyes.

use domain::{Birthday, Birthdays};
use leptos::prelude::*;
use time::{Date, Month};

use super::{Place, address};
use crate::book::CurrentFilter;
use crate::live::live;
use crate::messages::texts;
use crate::navigation::{LIST, contact as contact_path, encode};
use crate::person::{self, Today};
use crate::widgets::{Avatar, Blank, Erase, Icon};

/// One page of birthdays, as seen on a day.
pub fn list(found: Birthdays, place: &Place, today: Today) -> AnyView {
    let t = texts();
    if found.items.is_empty() && place.after.is_none() {
        let text = match place.book {
            None => t.birthdays.empty_text,
            Some(_) => t.birthdays.empty_book,
        };
        return view! {
            <Blank icon=Icon::Cake title=t.birthdays.empty_title text=text>
                <a class="button" href=LIST>{t.birthdays.all_contacts}</a>
            </Blank>
        }
        .erase();
    }
    let month_of = |one: &Birthday| (one.on.year(), one.on.month());
    let months = found.items.chunk_by(|a, b| month_of(a) == month_of(b));
    let months: Vec<AnyView> = months.map(|days| month(days, today)).collect();
    let to_page = |cursor: &str| {
        let address = address(place.book);
        let sign = if address.contains('?') { '&' } else { '?' };
        format!("{address}{sign}after={}", encode(cursor))
    };
    let first = place.after.is_some().then(|| {
        view! { <a class="button" href=address(place.book)>{t.birthdays.from_today}</a> }.erase()
    });
    let later = found.next_cursor.as_deref().map(|cursor| {
        view! { <a class="button" href=to_page(cursor)>{t.birthdays.later}</a> }.erase()
    });
    view! {
        <div class="birthdays">{months}</div>
        <p class="birthdays-pages">{first}{later}</p>
    }
    .erase()
}

fn month(days: &[Birthday], today: Today) -> AnyView {
    let t = texts();
    let on = days.first().map(|one| one.on);
    let number = on.and_then(|on| on.month()).unwrap_or(1);
    let year = on.and_then(|on| on.year()).unwrap_or_default();
    let name = t.months[usize::from(number - 1)];
    let rows: Vec<AnyView> = days.iter().map(|one| row(one, today)).collect();
    let id = format!("month-{year}-{number}");
    view! {
        <section class="month" aria-labelledby=id.clone()>
            <h2 class="month-name" id=id.clone()>{(t.birthdays.month)(name, year)}</h2>
            <ul class="month-days">{rows}</ul>
        </section>
    }
    .erase()
}

fn row(one: &Birthday, today: Today) -> AnyView {
    let t = texts();
    let filter = expect_context::<CurrentFilter>();
    let id = one.id;
    let name = match one.name.full.trim() {
        "" => t.list.no_name,
        name => name,
    }
    .to_owned();
    let initials = person::initials(&one.name, &name);
    let date = day(one);
    let (number, weekday) = match date {
        Some(date) => {
            let weekday = date.weekday().number_days_from_monday();
            (
                (t.number)(date.day().into()),
                t.birthdays.days[usize::from(weekday)],
            )
        }
        None => ("?".to_owned(), ""),
    };
    let soon = date.and_then(|date| soon(date, today));
    let class = match soon {
        Some((class, _)) => format!("born {class}"),
        None => "born".to_owned(),
    };
    let soon = soon.map(|(_, text)| view! { <span class="born-soon">{text}</span> }.erase());
    let turns = one.turns.map(|age| (t.birthdays.turns)(age));
    let unknown = date.is_none().then(|| t.birthdays.any_day.to_owned());
    let about: Vec<String> = turns.into_iter().chain(unknown).collect();
    view! {
        <li class=class>
            <p class="born-day">
                <span class="born-number" aria-hidden=date.is_none().then_some("true")>{number}</span>
                <span class="born-weekday">{weekday}</span>
            </p>
            <Avatar initials tone=person::tone(id) photo=None/>
            <p class="born-who">
                <a href=live(move || filter.read().on(&contact_path(id))) dir="auto">{name}</a>
                <span class="born-about">{about.join(" · ")}</span>
            </p>
            {soon}
        </li>
    }
    .erase()
}

fn day(one: &Birthday) -> Option<Date> {
    let (year, month, day) = (one.on.year()?, one.on.month()?, one.on.day()?);
    Date::from_calendar_date(year.into(), Month::try_from(month).ok()?, day).ok()
}

/// What is near enough to be told by its name.
fn soon(date: Date, today: Today) -> Option<(&'static str, &'static str)> {
    let t = texts();
    let month = Month::try_from(today.month).ok()?;
    let today = Date::from_calendar_date(today.year, month, today.day).ok()?;
    if date == today {
        Some(("is-today", t.birthdays.today))
    } else if Some(date) == today.next_day() {
        Some(("is-tomorrow", t.birthdays.tomorrow))
    } else {
        None
    }
}
