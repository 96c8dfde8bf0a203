//! Writing a note, and changing one.

use domain::{Change, ErrorCode, Note, NoteEdit};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::{NEW, Shelf};
use crate::account::Told;
use crate::api::{ApiError, paths};
use crate::form::{focus_first_error, is_final, new_key};
use crate::leaving::leaving;
use crate::live::{click, focus, hold_focus, instead, live, part, spawn};
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
    let told = RwSignal::new(Told::default());
    // Whether somebody has changed it meanwhile.
    let stale = RwSignal::new(false);
    let saving = RwSignal::new(false);
    let dirty = StoredValue::new(false);
    let question = leaving(dirty);
    let number = note
        .as_ref()
        .map_or_else(|| "new".to_owned(), |note| note.id.to_string());
    let begin = note.clone();
    let target = StoredValue::new(note.map(|note| (note.id, note.etag)));
    // What was sent to be made, and its key: sent once more, because nobody knows whether it arrived, it makes no second one.
    let sent = StoredValue::new(None::<(NoteEdit, String)>);
    // Whether the contact it was to be about is gone.
    let alone = StoredValue::new(false);
    let save = Callback::new(move |on_top: bool| {
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
                (Some(contact), None) if !alone.get_value() => Change::Set(contact),
                _ => Change::Keep,
            },
            pinned: None,
        };
        let api = api.clone();
        spawn(async move {
            let saved = match target.get_value() {
                Some((id, etag)) => {
                    let etag = match on_top {
                        // What was typed goes on top of what is there now.
                        true => {
                            let now = api.ask(paths::note(id)).await;
                            now.read::<Note>().map(|note| note.etag)
                        }
                        false => Ok(etag),
                    };
                    match etag {
                        Ok(etag) => api.patch_note(id, &edit, &etag).await,
                        Err(error) => Err(error),
                    }
                }
                None => {
                    let again = sent.get_value().filter(|(before, _)| *before == edit);
                    let key = again.map_or_else(new_key, |(_, key)| key);
                    sent.try_set_value(Some((edit.clone(), key.clone())));
                    api.create_note(&edit, key).await
                }
            };
            // The form may be gone by now.
            saving.try_set(false);
            match saved {
                Ok(()) => shelf.close(),
                Err(error) => {
                    if is_final(&error) {
                        sent.try_set_value(None);
                    }
                    let is_stale = error.code() == Some(ErrorCode::Stale);
                    stale.try_set(is_stale);
                    let is_gone = matches!(&error, ApiError::Problem(problem) if problem.errors.contains_key("contact_id"));
                    told.try_set(match is_stale {
                        true => Told::default(),
                        false if is_gone => {
                            alone.try_set_value(true);
                            Told {
                                form: Some(t.notes.alone.to_owned()),
                                ..Told::default()
                            }
                        }
                        false => Told::by(&error).within(&["title", "body"]),
                    });
                    focus_back();
                    focus_first_error();
                }
            }
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save.run(false);
    };
    let (first_title, first_body) = begin
        .map(|note| (note.title, note.body))
        .unwrap_or_default();
    let error = |field: &'static str| Memo::new(move |_| told.with(|told| told.about(field)));
    let (title_error, body_error) = (error("title"), error("body"));
    let id = |what: &str| format!("note-{number}-{what}");
    let failed = part(move || {
        let text = told.with(|told| told.form.clone())?;
        Some(view! { <p class="form-error">{text}</p> }.erase())
    });
    let changed = part(move || {
        stale.get().then(|| {
            view! {
                <div class="notice">
                    <p>{t.form.stale_text}</p>
                    <div class="notice-actions">
                        <button class="button primary" on:click=instead(move || save.run(true))>{t.form.overwrite}</button>
                        <button class="button" on:click=instead(move || shelf.close())>{t.form.reload}</button>
                    </div>
                </div>
            }
            .erase()
        })
    });
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
                <label for=id("title")>{t.notes.title}</label>
                <input type="text" id=id("title") name="title" value=first_title dir="auto"
                    autocomplete="off" node_ref=title aria-describedby=id("title-error")
                    aria-invalid=live(move || title_error.read().is_some().then_some("true"))/>
                <p class="field-error" id=id("title-error")>{title_error}</p>
            </div>
            <div class="field">
                <label for=id("body")>{t.notes.body}</label>
                <TextArea
                    text=first_body
                    name="body".to_owned()
                    id=id("body")
                    rows=4
                    invalid=Signal::derive(move || body_error.read().is_some())
                    described_by=id("body-error")
                />
                <p class="field-error" id=id("body-error")>{body_error}</p>
            </div>
            </div>
            <div role="alert">{failed}{changed}</div>
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
