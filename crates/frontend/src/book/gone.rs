//! What the list says after somebody without a script has deleted a contact, and the way back.

use domain::Uuid;
use leptos::prelude::*;

use super::CurrentFilter;
use crate::api::paths;
use crate::asked::asked;
use crate::live::part;
use crate::messages::texts;
use crate::navigation::contact as contact_path;
use crate::session::Common;
use crate::widgets::Erase;

/// Who has just been deleted; in context while the list is shown in answer to that.
#[derive(Clone, Copy, Debug)]
pub struct Gone(pub Uuid);

/// Why something could not be done that was sent without a script; in context of the page that says so.
#[derive(Clone, Debug)]
pub struct Refused(pub String);

/// The notice, where somebody has just been deleted.
pub fn gone() -> Option<AnyView> {
    let Gone(id) = use_context()?;
    let t = texts();
    let path = Signal::derive(move || (paths::contact(id), 0));
    let contact = asked(Common::get().api, path);
    let filter = expect_context::<CurrentFilter>().get_untracked();
    let action = filter.on(&format!("{}/restore", contact_path(id)));
    let notice = part(move || {
        // Who has been brought back since is there again.
        let is_gone = contact
            .get()?
            .check()
            .is_err_and(|error| error.is_missing());
        is_gone.then(|| {
            view! {
                <form class="notice gone" method="post" action=action.clone()>
                    <p role="status">{t.contact.gone}</p>
                    <button class="button">{t.contact.undo}</button>
                </form>
            }
            .erase()
        })
    });
    Some(view! { <Transition>{notice}</Transition> }.erase())
}
