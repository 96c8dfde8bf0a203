use axum::Json;
use axum::extract::State;
use domain::policy::Action;
use domain::{Problem, Related};
use persistence::{Database, contacts};

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Id;

/// The contacts of one's own that the relations of a contact lead to: those whose UID a relation names.
///
/// It is no part of the contact, because it changes with other contacts and not with this one, and so does not go with
/// its ETag.
#[utoipa::path(get, path = "/api/v1/contacts/{id}/related", tag = "contacts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = [Related]), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn related(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Vec<Related>>, ApiError> {
    let related = db
        .run::<_, ApiError>(move |connection| {
            let reader = caller.user.id;
            let found = contacts::find(connection, reader, id)?;
            let (standing, contact) = found.ok_or_else(ApiError::not_found)?;
            caller.may(Action::ReadBook(standing))?;
            let relations = contact.fields.relations.into_iter();
            let uids: Vec<String> = relations.filter_map(|relation| relation.uid).collect();
            if uids.is_empty() {
                return Ok(Vec::new());
            }
            Ok(contacts::related(
                connection,
                reader,
                contact.book_id,
                &uids,
            )?)
        })
        .await?;
    Ok(Json(related))
}
