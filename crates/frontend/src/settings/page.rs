//! How the page behaves. Each choice is saved as soon as it is made.

use domain::{Change, Language, NameOrder, ProfilePatch, User};
use leptos::prelude::*;

use super::theme::theme;
use super::{save, say};
use crate::live::{click, live, spawn};
use crate::messages::texts;
use crate::palette::HELP;
use crate::session::Common;
use crate::widgets::{Erase, Icon, Toasts, icon};

#[component]
pub fn PageChoices(user: User) -> impl IntoView {
    let t = texts();
    let language = options(
        [("", t.settings.browser_language)]
            .into_iter()
            .chain(Language::ALL.map(|one| (one.tag(), one.own_name()))),
        user.language.map_or("", Language::tag),
    );
    let orders = [NameOrder::Given, NameOrder::Family];
    let order = options(
        orders
            .into_iter()
            .map(|one| (one.as_str(), (t.narrow.sort)(one.sort()))),
        user.name_order.as_str(),
    );
    let choose = chooser();
    let choose_order = choose.clone();
    let choose_shortcuts = choose.clone();
    let (alive, summoned) = (Common::get().alive, Common::get().summoned);
    view! {
        <div class="settings-choices">
            {theme()}
            {select("language", t.settings.language, None, language, move |tag| {
                let patch = ProfilePatch {
                    language: Language::from_tag(&tag).map_or(Change::Clear, Change::Set),
                    ..ProfilePatch::default()
                };
                choose(patch);
            })}
            {select("name_order", t.narrow.sort_by, Some(t.settings.sort_hint), order, move |word| {
                let order = match word.as_str() {
                    "family" => NameOrder::Family,
                    _ => NameOrder::Given,
                };
                choose_order(ProfilePatch { name_order: Some(order), ..ProfilePatch::default() });
            })}
            <div class="field">
                <label class="check">
                    <input
                        type="checkbox"
                        name="shortcuts"
                        aria-describedby="shortcuts-hint"
                        checked=user.shortcuts
                        disabled=live(move || !alive.get())
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            choose_shortcuts(ProfilePatch { shortcuts: Some(on), ..ProfilePatch::default() });
                        }
                    />
                    <span>{t.settings.shortcuts}</span>
                </label>
                <p class="field-hint" id="shortcuts-hint">{t.settings.shortcuts_hint}</p>
                <button
                    type="button"
                    class="button shortcuts-help"
                    aria-haspopup="dialog"
                    disabled=live(move || !alive.get())
                    on:click=click(move |_| summoned.set(HELP))
                >
                    {icon(Icon::Keyboard)}
                    {t.settings.shortcuts_help}
                </button>
            </div>
        </div>
    }
    .erase()
}

/// Saves a choice. A language is everywhere in the page, and its texts are a part of the bundle: the page is loaded
/// anew.
fn chooser() -> impl Fn(ProfilePatch) + Clone {
    let common = Common::get();
    let toasts = expect_context::<Toasts>();
    move |patch| {
        let common = common.clone();
        spawn(async move {
            let (language, order) = (!patch.language.is_keep(), patch.name_order.is_some());
            let is_saved = save(common.clone(), patch).await.is_ok();
            if is_saved && language {
                let _ = window().location().reload();
                return;
            }
            if is_saved && order {
                common.list_changed();
            }
            say(toasts, is_saved);
        });
    }
}

fn options(
    options: impl Iterator<Item = (&'static str, &'static str)>,
    chosen: &str,
) -> Vec<AnyView> {
    options
        .map(|(value, name)| {
            let lang = Language::from_tag(value).map(Language::tag);
            view! { <option value=value lang=lang selected=value == chosen>{name}</option> }.erase()
        })
        .collect()
}

pub fn select(
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    options: Vec<AnyView>,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let alive = Common::get().alive;
    let hint_id = format!("{name}-hint");
    let described = hint.map(|_| hint_id.clone());
    let choose: Box<dyn Fn(String)> = Box::new(choose);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select
                id=name
                name=name
                aria-describedby=described
                disabled=live(move || !alive.get())
                on:change=move |event| choose(event_target_value(&event))
            >
                {options}
            </select>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .erase()
}
