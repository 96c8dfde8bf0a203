//! The form: a name and a colour.

use domain::{BookEdit, Color};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::Deserialize;

use super::Kind;
use super::delete::Delete;
use crate::account::{Field, FormError, Input, Told};
use crate::api::{ApiError, Group};
use crate::book::CurrentFilter;
use crate::book::bulk::{self, Standing};
use crate::form::{FormValues, focus_first_error};
use crate::host::Method;
use crate::leaving::leaving;
use crate::live::{click, hold_focus, live, spawn};
use crate::messages::{Deed, texts};
use crate::navigation::LIST;
use crate::session::Common;
use crate::widgets::{Erase, Heading, Icon, icon};

/// What goes on behind the answer: the new name of a label gets to very many contacts one after the other.
#[derive(Deserialize)]
struct Renaming {
    operation: Standing,
}

#[component]
pub fn GroupForm(
    /// A book or a label.
    kind: Kind,
    /// The one to change; a new one is made where there is none.
    group: Option<Group>,
    /// The address of the form.
    path: String,
) -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let filter = expect_context::<CurrentFilter>();
    let navigate = use_navigate();
    let alive = common.alive;
    let told = RwSignal::new(Told::default());
    let busy = RwSignal::new(false);
    let dirty = StoredValue::new(false);
    let question = leaving(dirty);
    let drop_typed = move |_| dirty.set_value(false);
    let title = match (kind, &group) {
        (Kind::Book, None) => t.group.new_book.to_owned(),
        (Kind::Label, None) => t.group.new_label.to_owned(),
        (_, Some(group)) => (t.group.edit)(&group.name),
    };
    let id = group.as_ref().map(|group| group.id);
    let first_name = group
        .as_ref()
        .map_or_else(String::new, |group| group.name.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let focus_back = hold_focus();
        busy.set(true);
        let values = FormValues::of(&event);
        // A label takes the same as a book.
        let name = Some(values.text("name"));
        let edit = BookEdit {
            // A label may have got a name elsewhere that nobody could give it here.
            name: name.filter(|name| *name != first_name),
            color: Color::from_word(&values.text("color")),
        };
        let (method, path) = match id {
            None => (Method::Post, kind.path().to_owned()),
            Some(id) => (Method::Patch, format!("{}/{id}", kind.path())),
        };
        let (common, navigate) = (common.clone(), navigate.clone());
        spawn(async move {
            let body = serde_json::to_string(&edit).ok();
            let answer = common.api.write(method, path, body).await;
            // Whoever has left the form since is not to be taken away from where they are now.
            let is_open = busy.try_set(false).is_none();
            match answer.read::<Group>() {
                Ok(group) => {
                    common.changed();
                    if let Ok(Renaming { operation }) = answer.read() {
                        bulk::watch(common.clone(), Deed::Rename(group.name.clone()), operation);
                    }
                    if is_open {
                        let there = filter.get_untracked().searching("");
                        let there = there.within(Some(kind.part(group.id))).on(LIST);
                        navigate(&there, NavigateOptions::default());
                    }
                }
                Err(error) => {
                    focus_back();
                    refused(&common, told, &error);
                }
            }
        });
    };
    let back = filter.get_untracked().on(LIST);
    let (name, color) = group
        .as_ref()
        .map(|group| (group.name.clone(), group.color))
        .unwrap_or_default();
    let input = Input {
        name: "name",
        label: t.group.name,
        hint: None,
        kind: "text",
        autocomplete: "off",
        optional: false,
    };
    let delete = group.map(|group| view! { <Delete kind group/> });
    view! {
        <div class="group-pane">
            <form
                class="group-form"
                method="post"
                novalidate
                on:submit=submit
                on:input=move |_| dirty.set_value(true)
            >
                <div class="bar">
                    <a class="back" href=back.clone() on:click=click(drop_typed)>{icon(Icon::Back)}{t.form.cancel}</a>
                </div>
                <Heading text=title path=path/>
                <noscript><p class="notice">{t.group.needs_script}</p></noscript>
                <FormError told/>
                // What were typed now would not be sent any more.
                <div class="form-inputs" inert=live(move || busy.get())>
                    <Field input value=name told/>
                    {swatches(color)}
                </div>
                <div class="form-actions">
                    <a class="button" href=back on:click=click(drop_typed)>{t.form.cancel}</a>
                    <button
                        class="button primary"
                        disabled=live(move || !alive.get())
                        aria-disabled=live(move || busy.get().then_some("true"))
                    >
                        {t.form.save}
                    </button>
                </div>
            </form>
            {delete}
            {question}
        </div>
    }
    .erase()
}

fn refused(common: &Common, told: RwSignal<Told>, error: &ApiError) {
    if error.wants_sign_in() {
        common.sign_in();
    }
    told.try_set(Told::by(error).within(&["name"]));
    focus_first_error();
}

/// The colours, one of them chosen.
fn swatches(chosen: Color) -> AnyView {
    let t = texts();
    let swatch = |color: Color| {
        let word = color.as_str();
        let class = format!("swatch color-{word}");
        let name = (t.group.color_name)(color);
        view! {
            <label class=class title=name>
                <input type="radio" name="color" value=word checked=color == chosen/>
                <span class="hidden">{name}</span>
            </label>
        }
        .erase()
    };
    view! {
        <fieldset class="field">
            <legend>{t.group.color}</legend>
            <div class="swatches">{Color::ALL.map(swatch).into_iter().collect::<Vec<_>>()}</div>
        </fieldset>
    }
    .erase()
}
