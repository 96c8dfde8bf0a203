//! Writing a note, and changing one.

use domain::{Change, ErrorCode, Note, NoteEdit};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::{NEW, Shelf};
use crate::api::ApiError;
use crate::leaving::leaving;
use crate::live::{click, focus, hold_focus, live, part, spawn};
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::{Erase, Icon, TextArea, icon};

/// A button that opens an empty form.
#[component]
pub fn Composer() -> impl IntoView {
    let t = texts();
    let alive = Common::get().alive;
    let open = Shelf::get().open;
    let is_open = Memo::new(move |_| open.get() == Some(NEW));
    let view = part(move || {
        Some(if is_open.get() {
            view! { <NoteForm/> }.erase()
        } else {
            let show = click(move |_| {
                open.set(Some(NEW));
                focus(".note-form input".to_owned());
            });
            view! {
                <button type="button" class="button note-new" disabled=live(move || !alive.get() || open.get().is_some()) on:click=show>
                    {icon(Icon::Plus)}
                    {t.notes.new}
                </button>
            }
            .erase()
        })
    });
    view! { <div class="note-composer">{view}</div> }.erase()
}

/// The form for a new note, or for one that is there.
#[component]
pub fn NoteForm(
    /// The note to change; a new one without it.
    #[prop(optional)]
    note: Option<Note>,
) -> impl IntoView {
    let t = texts();
    let (api, shelf) = (Common::get().api, Shelf::get());
    let title = NodeRef::<html::Input>::new();
    let form = NodeRef::<html::Form>::new();
    let error = RwSignal::new(None::<String>);
    let saving = RwSignal::new(false);
    let dirty = StoredValue::new(false);
    let question = leaving(dirty);
    let number = note
        .as_ref()
        .map_or_else(|| "new".to_owned(), |note| note.id.to_string());
    let begin = note.clone();
    let target = StoredValue::new(note.map(|note| (note.id, note.etag)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(title), Some(form)) = (title.get_untracked(), form.get_untracked()) else {
            return;
        };
        if saving.get_untracked() {
            return;
        }
        let focus_back = hold_focus();
        saving.set(true);
        let area = form.query_selector("textarea").ok().flatten();
        let edit = NoteEdit {
            title: Some(title.value()),
            body: area.map(|area| value_of(&area)),
            contact_id: match (shelf.contact, target.get_value()) {
                (Some(contact), None) => Change::Set(contact),
                _ => Change::Keep,
            },
            pinned: None,
        };
        let api = api.clone();
        spawn(async move {
            let saved = match target.get_value() {
                Some((id, etag)) => api.patch_note(id, &edit, &etag).await,
                None => api.create_note(&edit).await,
            };
            // The form may be gone by now.
            saving.try_set(false);
            match saved {
                Ok(()) => shelf.close(),
                Err(refused) => {
                    error.try_set(Some(told(&refused)));
                    focus_back();
                }
            }
        });
    };
    let (first_title, first_body) = begin
        .map(|note| (note.title, note.body))
        .unwrap_or_default();
    let error_id = format!("note-{number}-error");
    view! {
        <form
            class="note-form"
            method="post"
            novalidate
            node_ref=form
            on:submit=submit
            on:input=move |_| dirty.set_value(true)
        >
            // What were typed now would not be sent any more.
            <div class="form-inputs" inert=live(move || saving.get())>
            <div class="field">
                <label for=format!("note-{number}-title")>{t.notes.title}</label>
                <input type="text" id=format!("note-{number}-title") name="title" value=first_title dir="auto"
                    autocomplete="off" node_ref=title aria-describedby=error_id.clone()/>
            </div>
            <div class="field">
                <label for=format!("note-{number}-body")>{t.notes.body}</label>
                <TextArea
                    text=first_body
                    name="body".to_owned()
                    id=format!("note-{number}-body")
                    rows=4
                    invalid=Signal::derive(move || error.read().is_some())
                    described_by=error_id.clone()
                />
            </div>
            </div>
            <p class="field-error" id=error_id role="alert">{live(move || error.get())}</p>
            <div class="form-actions">
                <button type="button" class="button" on:click=click(move |_| shelf.close())>{t.form.cancel}</button>
                <button type="submit" class="button primary">
                    {live(move || if saving.get() { t.form.saving } else { t.form.save })}
                </button>
            </div>
            {question}
        </form>
    }
    .erase()
}

fn value_of(area: &web_sys::Element) -> String {
    use wasm_bindgen::JsCast;
    area.unchecked_ref::<web_sys::HtmlTextAreaElement>().value()
}

/// Why it was not saved. Nothing typed is lost: the form stays as it is.
fn told(error: &ApiError) -> String {
    let t = texts();
    match error {
        ApiError::Offline => t.state.offline_title.to_owned(),
        ApiError::Unreadable => t.state.unreadable_text.to_owned(),
        ApiError::Problem(problem) => match problem.errors.values().flatten().next() {
            Some(field) => (t.rule)(&field.rule),
            None if problem.code == ErrorCode::Stale => t.notes.stale.to_owned(),
            None => (t.problem)(problem.code).to_owned(),
        },
    }
}
