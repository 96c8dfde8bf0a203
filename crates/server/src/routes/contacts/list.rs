use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::search::SearchQuery;
use domain::{ContactQuery, Listed, Page, Problem, Sort, sort};
use persistence::contacts::{self, Found, Key, Listing, Order, Start};
use persistence::{Database, PgConnection, revisions};
use tokio::task::spawn_blocking;

use super::cursor;
use super::sought::{Sought, matching};
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Query;
use crate::outlines::Outlines;

const DEFAULT_LIMIT: u16 = 50;
const MAX_LIMIT: u16 = 200;
/// A page that lies deeper is found from a mark near it, and not by counting from the top.
const DEEP: i64 = 1000;

/// The contacts of the account, page by page: sorted, or with `q` the best matches first.
#[utoipa::path(get, path = "/api/v1/contacts", tag = "contacts", params(ContactQuery),
    responses((status = 200, body = Page<Listed>), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, description = "No such book or label", body = Problem)))]
pub async fn list(
    State(db): State<Database>,
    State(outlines): State<Arc<Outlines>>,
    caller: Caller,
    Query(query): Query<ContactQuery>,
) -> Result<Json<Page<Listed>>, ApiError> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(ApiError::malformed_parameter(format!(
            "limit must be from 1 to {MAX_LIMIT}"
        )));
    }
    let order = order(query.sort, &caller);
    let start = start(&query, order)?;
    let (found, total, search) = db
        .run::<_, ApiError>(move |connection| {
            let sought = Sought::read(connection, &caller, &matching(&query))?;
            let mut listing = sought.listing(&sought.tiers, order);
            let start = match start {
                Start::At(offset) if offset >= DEEP && listing.tiers.len() == 1 => {
                    outlines.marks(connection, &listing)?.start(offset)
                }
                start => start,
            };
            let mut found = contacts::list(connection, &listing, &start, limit, &*outlines)?;
            if found.total == Some(0) && !sought.forgiving.is_empty() {
                listing = sought.listing(&sought.forgiving, order);
                found = contacts::list(connection, &listing, &start, limit, &*outlines)?;
            }
            let total = total(connection, &listing, &found, &sought)?;
            Ok((found, total, sought.search))
        })
        .await?;
    // Looking for the words in long notes takes its time: neither a connection nor other requests wait for it.
    let page = match search.is_empty() {
        true => page(found, order, total, &search),
        false => spawn_blocking(move || page(found, order, total, &search)).await?,
    };
    Ok(Json(page))
}

pub(super) fn order(asked: Option<Sort>, caller: &Caller) -> Order {
    match asked.unwrap_or(caller.user.name_order.sort()) {
        Sort::Given => Order::Given,
        Sort::Family => Order::Family,
        Sort::Org => Order::Org,
        Sort::Updated => Order::Updated,
    }
}

fn start(query: &ContactQuery, order: Order) -> Result<Start, ApiError> {
    match (&query.cursor, query.offset) {
        (Some(_), Some(_)) => Err(ApiError::malformed_parameter(
            "cursor and offset exclude each other",
        )),
        (Some(text), None) => cursor::read(text, order).map(Start::After),
        (None, Some(offset)) => Ok(Start::At(offset.into())),
        (None, None) => Ok(Start::Top),
    }
}

/// How many match, and whether that is exact.
fn total(
    connection: &mut PgConnection,
    listing: &Listing<'_>,
    found: &Found,
    sought: &Sought,
) -> Result<(i64, bool), ApiError> {
    if let Some(total) = found.total {
        return Ok((total, true));
    }
    if !listing.is_everything() {
        return Ok((contacts::FEW as i64, false));
    }
    let counts = revisions::counts(connection, &sought.book_ids())?;
    Ok((counts.iter().map(|(_, count)| count).sum(), true))
}

fn page(
    found: Found,
    order: Order,
    (total, is_exact): (i64, bool),
    search: &SearchQuery,
) -> Page<Listed> {
    let items = found.items.into_iter().map(|(contact, key)| Listed {
        letter: match &key {
            Key::Bytes(key) if order != Order::Org => sort::letter(key).to_owned(),
            _ => String::new(),
        },
        matches: search.matches(&contact.fields),
        contact,
    });
    Page {
        items: items.collect(),
        next_cursor: found.next.as_ref().map(|next| cursor::write(next, order)),
        total,
        total_is_minimum: !is_exact,
    }
}
