use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{
    BulkAction, BulkRequest, FieldRule, LabelEdit, Operation, OperationState, Problem, Selection,
    validate,
};
use persistence::{Database, PgConnection, operations};
use uuid::Uuid;

use super::sought::Sought;
use super::writable_book;
use crate::access::Caller;
use crate::bulk::Worker;
use crate::error::ApiError;
use crate::http::extract::JsonBody;
use crate::once::Once;

/// How many ids a request may name.
const MAX_IDS: usize = 10_000;

/// Change many contacts at once.
///
/// All of it is one operation. A small one is through when the answer comes (200); a large one goes on (202), and
/// `GET /api/v1/operations/{id}` says how far it has got. Ids of contacts that are gone, or not yours, count as `failed`.
/// `select.matching` forgives no typo, as a list does where it finds nothing: nobody is changed who was not meant.
/// With an `Idempotency-Key` the request can be repeated safely: the repetition says how the first one stands.
#[utoipa::path(post, path = "/api/v1/contacts/bulk", tag = "contacts", request_body = BulkRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 200, description = "Done", body = Operation),
        (status = 202, description = "It goes on", body = Operation),
        (status = 400, description = "A body that cannot be read, or a `select.matching` that cannot", body = Problem),
        (status = 401, body = Problem),
        (status = 404, description = "No such book or label in `select.matching`", body = Problem),
        (status = 422, description = "A field is wrong; so is `action.book_id` where there is no such book", body = Problem)))]
pub async fn bulk(
    State(db): State<Database>,
    State(worker): State<Worker>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody {
        value: request,
        bytes,
    }: JsonBody<BulkRequest>,
) -> Result<Response, ApiError> {
    let user = caller.user.id;
    let once = Once::read(&headers, &[b"POST /api/v1/contacts/bulk", &bytes])?;
    let mut made = db
        .run::<_, ApiError>(move |connection| {
            let find = |connection: &mut PgConnection, id| {
                operations::find(connection, user, id)?.ok_or_else(ApiError::not_found)
            };
            let id = |operation: &Operation| operation.id;
            once.make(connection, &caller, id, find, |connection| {
                acceptable(connection, &caller, &request.action)?;
                let ids = chosen(connection, &caller, &request.select)?;
                let author = caller.author();
                Ok(operations::begin(
                    connection,
                    &author,
                    &request.action,
                    &ids,
                )?)
            })
        })
        .await?;
    made.what = worker.begun(user, made.what).await?;
    Ok(made.answer(|operation| {
        let status = match operation.state {
            OperationState::Running => StatusCode::ACCEPTED,
            _ => StatusCode::OK,
        };
        let location = format!("/api/v1/operations/{}", operation.id);
        (status, [(header::LOCATION, location)], Json(operation)).into_response()
    }))
}

/// Whether this can be done to anything at all.
fn acceptable(
    connection: &mut PgConnection,
    caller: &Caller,
    action: &BulkAction,
) -> Result<(), ApiError> {
    match action {
        // Whatever a card from elsewhere is labelled with can be taken off it, however long.
        BulkAction::RemoveLabel { label } if !label.trim().is_empty() => Ok(()),
        BulkAction::AddLabel { label } | BulkAction::RemoveLabel { label } => {
            let edit = LabelEdit {
                name: Some(label.clone()),
                ..LabelEdit::default()
            };
            validate::label(&edit, true).map_err(|errors| {
                let errors = errors.into_values();
                ApiError::invalid([("action.label".to_owned(), errors.flatten().collect())].into())
            })
        }
        BulkAction::Move { book_id } => {
            writable_book(connection, caller, *book_id)
                .map_err(|_| ApiError::invalid_field("action.book_id", FieldRule::NoSuchBook))?;
            Ok(())
        }
        BulkAction::Star {} | BulkAction::Unstar {} | BulkAction::Delete {} => Ok(()),
        BulkAction::Relabel { .. } => Err(ApiError::malformed_body(
            "a label is renamed by PATCH /api/v1/labels/{id}, and deleted by DELETE",
        )),
    }
}

/// The ids of what is chosen, each once.
pub fn chosen(
    connection: &mut PgConnection,
    caller: &Caller,
    select: &Selection,
) -> Result<Vec<Uuid>, ApiError> {
    let too_many = |field| ApiError::invalid_field(field, FieldRule::TooMany { max: MAX_IDS });
    let mut ids = match (&select.ids, &select.matching) {
        (Some(ids), None) if ids.len() > MAX_IDS => return Err(too_many("select.ids")),
        (Some(ids), None) => ids.clone(),
        (None, Some(_)) if select.except.len() > MAX_IDS => {
            return Err(too_many("select.except"));
        }
        (None, Some(matching)) => {
            let sought = Sought::read(connection, caller, matching)?;
            match select.as_listed {
                true => sought.ids_as_listed(connection)?,
                false => sought.ids(connection)?,
            }
        }
        _ => {
            return Err(ApiError::malformed_body(
                "select takes either ids or matching",
            ));
        }
    };
    ids.sort_unstable();
    ids.dedup();
    let mut except = select.except.clone();
    except.sort_unstable();
    ids.retain(|id| except.binary_search(id).is_err());
    Ok(ids)
}
