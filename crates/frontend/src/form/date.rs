//! A day to remember: day, month and year in one line, each of which may stay open.

use domain::{ContactDate, PartialDate};
use leptos::prelude::*;

use super::fields::invalid;
use super::kind::kind;
use super::listed::date_kind;
use super::state::{FormState, typed};
use crate::live::live;
use crate::messages::texts;
use crate::widgets::Erase;

/// The inputs of a date.
pub fn date(
    name: &str,
    date: Option<&ContactDate>,
    kinds: &[&'static str],
    about: Signal<String>,
) -> AnyView {
    let t = texts();
    // What most people add is an anniversary.
    let (chosen, own) = date.map_or((Some(0), None), date_kind);
    let value = date.map(|date| date.value);
    let month = value.and_then(|date| date.month());
    let value_name = format!("{name}.value");
    let error = FormState::get().error(value_name.clone());
    let error_id = format!("{value_name}-error");
    let part = |part: &'static str, label: &'static str, most: &'static str, value: String| {
        let (described_by, name) = (error_id.clone(), format!("{name}.{part}"));
        let value = typed(&name, value);
        view! {
            <input
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength=most
                name=name
                value=value
                placeholder=label
                aria-label=live(move || format!("{}: {label}", about.get()))
                aria-invalid=live(move || invalid(error))
                aria-describedby=described_by
            />
        }
        .erase()
    };
    let month = typed(&format!("{name}.month"), month_text(month));
    let day = part("day", t.form.day, "2", day_text(value));
    let year = part("year", t.form.year, "4", year_text(value));
    view! {
        {kind(name, kinds, chosen, own, about)}
        <div class="slot-value">
            <div class="date-parts">
                {day}
                <select
                    name=format!("{name}.month")
                    aria-label=live(move || format!("{}: {}", about.get(), t.form.month))
                    aria-invalid=live(move || invalid(error))
                    aria-describedby=error_id.clone()
                >
                    <option value="" selected=month.is_empty()>{t.form.month}</option>
                    {months(&month)}
                </select>
                {year}
            </div>
            <p class="field-error" id=error_id.clone()>{error}</p>
        </div>
    }
    .erase()
}

/// The options of a select for a month.
pub fn months(chosen: &str) -> AnyView {
    let months = texts().months.iter().zip(1_u8..).map(|(name, number)| {
        let number = number.to_string();
        let selected = number == chosen;
        view! { <option value=number selected=selected>{*name}</option> }.erase()
    });
    months.collect::<Vec<_>>().erase()
}

/// The day as its input shows it.
pub fn day_text(date: Option<PartialDate>) -> String {
    text(date.and_then(|date| date.day()).map(u16::from))
}

/// The month as its select has it.
pub fn month_text(month: Option<u8>) -> String {
    text(month.map(u16::from))
}

/// The year as its input shows it.
pub fn year_text(date: Option<PartialDate>) -> String {
    text(date.and_then(|date| date.year()))
}

fn text(part: Option<u16>) -> String {
    part.map(|part| part.to_string()).unwrap_or_default()
}
