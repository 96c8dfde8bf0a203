use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::{Letter, Matching, Outline, OutlineQuery, Problem};
use persistence::Database;
use persistence::contacts;

use super::list::order;
use super::sought::Sought;
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Query;
use crate::outlines::Outlines;

/// The letters of a list with how many contacts stand under each: what a rail beside it shows. On request also where in
/// the list a contact is.
#[utoipa::path(get, path = "/api/v1/contacts/letters", tag = "contacts", params(OutlineQuery),
    responses((status = 200, body = Outline), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, description = "No such book or label", body = Problem)))]
pub async fn letters(
    State(db): State<Database>,
    State(outlines): State<Arc<Outlines>>,
    caller: Caller,
    Query(query): Query<OutlineQuery>,
) -> Result<Json<Outline>, ApiError> {
    let order = order(query.sort, &caller);
    let outline = db
        .run::<_, ApiError>(move |connection| {
            let asked = Matching {
                book: query.book,
                label: query.label.clone(),
                starred: query.starred,
                has: query.has.clone(),
                q: None,
            };
            let sought = Sought::read(connection, &caller, &asked)?;
            let listing = sought.listing(&sought.tiers, order);
            let letters = outlines.letters(connection, &listing)?;
            let place = match query.contact {
                Some(contact) => {
                    let marks = outlines.marks(connection, &listing)?;
                    contacts::place_of(connection, &listing, &marks, contact)?
                }
                None => None,
            };
            Ok(outline(&letters, place))
        })
        .await?;
    Ok(Json(outline))
}

fn outline(letters: &[(&str, i64)], place: Option<i64>) -> Outline {
    let mut total = 0;
    let mut all = Vec::new();
    for (letter, count) in letters {
        if !letter.is_empty() {
            all.push(Letter {
                letter: (*letter).to_owned(),
                offset: total,
                count: *count,
            });
        }
        total += count;
    }
    Outline {
        total,
        letters: all,
        place,
    }
}
