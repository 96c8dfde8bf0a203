use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use domain::Problem;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use persistence::Database;

use super::read::vcard;
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Id;

/// A longer name makes a file that not every system can keep.
const LONGEST_NAME: usize = 60;

/// The card as a file, named after the contact: what `GET /api/v1/contacts/{id}` answers to `Accept: text/vcard`, for browsers,
/// whose links cannot say what they accept.
#[utoipa::path(get, path = "/api/v1/contacts/{id}/card", tag = "contacts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, content((String = "text/vcard"))),
        (status = 304, description = "If-None-Match names the current state"),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn file(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let (mut response, name) = vcard(&db, caller, &headers, id).await?;
    if let Ok(disposition) = HeaderValue::from_str(&attachment(&name)) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// A file named like this, in every script; programs that read only ASCII get what is left of it.
fn attachment(name: &str) -> String {
    let is_safe = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '\'');
    let name: String = name.chars().filter(is_safe).take(LONGEST_NAME).collect();
    let name = name.trim_matches([' ', '.']);
    let ascii: String = name.chars().filter(char::is_ascii).collect();
    let or_contact = |name: &str| match name.trim() {
        "" => "contact".to_owned(),
        name => name.to_owned(),
    };
    let (ascii, name) = (or_contact(&ascii), or_contact(name));
    let encoded = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    format!("attachment; filename=\"{ascii}.vcf\"; filename*=UTF-8''{encoded}.vcf")
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn files_are_named_after_people() {
        for (name, ascii, encoded) in [
            ("Ada Lovelace", "Ada Lovelace", "Ada%20Lovelace"),
            ("Zoë", "Zo", "Zo%C3%AB"),
            ("漢字", "contact", "%E6%BC%A2%E5%AD%97"),
            ("../a\"b\r\n/c", "abc", "abc"),
            ("\u{202e}..", "contact", "contact"),
        ] {
            assert_eq!(
                attachment(name),
                format!("attachment; filename=\"{ascii}.vcf\"; filename*=UTF-8''{encoded}.vcf"),
            );
        }
    }
}
