use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use domain::Problem;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use persistence::Database;
use vcard::Version;

use super::read::vcard;
use super::version::asked_version;
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Id;

/// A longer name makes a file that not every system can keep.
const LONGEST_NAME: usize = 60;

/// The name of a file of somebody who has none.
const NAMELESS: &str = "contact";

/// What some system does not take in names of files.
const FORBIDDEN: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Signs that would let a name pass for another one.
const DIRECTIONS: [char; 11] = [
    '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}',
];

/// The card as a file, named after the contact: what `GET /api/v1/contacts/{id}` answers to `Accept: text/vcard`, for browsers,
/// whose links cannot say what they accept. Where it does not say the version, it is 3.0, which every phone reads.
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
    let version = asked_version(&headers).unwrap_or(Version::V3);
    let (mut response, name) = vcard(&db, caller, &headers, Some(version), id).await?;
    if let Ok(disposition) = HeaderValue::from_str(&attachment(&name)) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// A file named like this, in every script; programs that read only ASCII get what is left of it, if that is a name.
fn attachment(name: &str) -> String {
    let is_safe = |c: &char| !c.is_control() && !FORBIDDEN.contains(c) && !DIRECTIONS.contains(c);
    let name: String = name.chars().filter(is_safe).take(LONGEST_NAME).collect();
    let name = trimmed(&name);
    let ascii: String = name.chars().filter(char::is_ascii).collect();
    let has_name = ascii.contains(|c: char| c.is_ascii_alphanumeric());
    let ascii = if has_name { trimmed(&ascii) } else { NAMELESS };
    let name = if name.is_empty() { NAMELESS } else { name };
    let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
    format!("attachment; filename=\"{ascii}.vcf\"; filename*=UTF-8''{encoded}.vcf")
}

fn trimmed(name: &str) -> &str {
    name.trim_matches([' ', '.', '-'])
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
            ("А.Б. В", "contact", "%D0%90%2E%D0%91%2E%20%D0%92"),
            (
                "علی\u{200c}رضا",
                "contact",
                "%D8%B9%D9%84%DB%8C%E2%80%8C%D8%B1%D8%B6%D8%A7",
            ),
            ("e\u{308}", "e", "e%CC%88"),
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
