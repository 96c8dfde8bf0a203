//! The birthday: day, month and year, each of which may stay open.

use domain::PartialDate;
use leptos::prelude::*;

use super::date::{day_text, month_text, months, year_text};
use super::fields::invalid;
use super::state::{FormState, typed};
use crate::live::live;
use crate::messages::texts;
use crate::widgets::{Erase, Icon, icon};

/// The inputs of a birthday.
pub fn birthday(date: Option<PartialDate>) -> AnyView {
    let t = texts();
    let error = FormState::get().error("birthday".to_owned());
    let month = date.and_then(|date| date.month());
    let month = typed("birthday.month", month_text(month));
    let day = typed("birthday.day", day_text(date));
    let year = typed("birthday.year", year_text(date));
    let described = "birthday-error birthday-hint";
    view! {
        <fieldset class="form-section">
            <legend class="section-title">{icon(Icon::Cake)}<span>{t.contact.birthday}</span></legend>
            <div class="birthday">
                <div class="field">
                    <label for="birthday.day">{t.form.day}</label>
                    <input
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        maxlength="2"
                        id="birthday.day"
                        name="birthday.day"
                        value=day
                        aria-invalid=live(move || invalid(error))
                        aria-describedby=described
                    />
                </div>
                <div class="field">
                    <label for="birthday.month">{t.form.month}</label>
                    <select
                        id="birthday.month"
                        name="birthday.month"
                        aria-invalid=live(move || invalid(error))
                        aria-describedby=described
                    >
                        <option value="" selected=month.is_empty()>{t.form.any_month}</option>
                        {months(&month)}
                    </select>
                </div>
                <div class="field">
                    <label for="birthday.year">{t.form.year}</label>
                    <input
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        maxlength="4"
                        id="birthday.year"
                        name="birthday.year"
                        value=year
                        aria-invalid=live(move || invalid(error))
                        aria-describedby=described
                    />
                </div>
            </div>
            <p class="field-error" id="birthday-error">{error}</p>
            <p class="field-hint" id="birthday-hint">{t.form.birthday_hint}</p>
        </fieldset>
    }
    .erase()
}
