//! `/api/docs`: the OpenAPI document as a page that needs no script and no other server.

pub mod problems;
mod schema;

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use utoipa::openapi::OpenApi;

use self::schema::{schemas, type_of};

const STYLE: &str = include_str!("style.css");
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The page, with a policy that allows its one style sheet and nothing else.
pub fn page(document: &OpenApi) -> Response {
    let document = serde_json::to_value(document).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; frame-ancestors 'none'",
        STANDARD.encode(Sha256::digest(STYLE))
    );
    let mut response = Html(html(&document)).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn html(document: &Value) -> String {
    let mut out = String::from("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width\"><title>Bloknotik API</title><style>");
    out.push_str(STYLE);
    out.push_str("</style></head><body><header><h1>Bloknotik API</h1><p>");
    out.push_str(&text(&document["info"]["description"]));
    out.push_str("</p><p><a href=\"/api/openapi.json\">openapi.json</a></p></header>");
    out.push_str(&contents(document));
    out.push_str("<main>");
    for tag in tags(document) {
        out.push_str(&format!("<section><h2>{}</h2>", escape(&tag)));
        for (path, method, operation) in
            operations(document).filter(|(_, _, operation)| has_tag(operation, &tag))
        {
            out.push_str(&self::operation(path, method, operation));
        }
        out.push_str("</section>");
    }
    out.push_str(&schemas(document));
    out.push_str("</main></body></html>");
    out
}

fn contents(document: &Value) -> String {
    let links: String = operations(document)
        .map(|(path, method, _)| {
            format!(
                "<li><a href=\"#{}\"><b>{}</b> {}</a></li>",
                anchor(path, method),
                method.to_uppercase(),
                escape(path)
            )
        })
        .collect();
    format!("<nav aria-label=\"Operations\"><ul>{links}</ul></nav>")
}

fn operation(path: &str, method: &str, operation: &Value) -> String {
    let mut out = format!(
        "<article id=\"{}\"><h3><b class=\"{method}\">{}</b> <code>{}</code></h3><p>{}</p>",
        anchor(path, method),
        method.to_uppercase(),
        escape(path),
        text(&operation["summary"]),
    );
    if !operation["description"].is_null() {
        out.push_str(&format!("<p>{}</p>", text(&operation["description"])));
    }
    let parameters: String = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .map(parameter)
        .collect();
    if !parameters.is_empty() {
        out.push_str(&format!(
            "<table><caption>Parameters</caption><thead><tr><th>Name<th>In<th>Type<th>Meaning</thead><tbody>{parameters}</tbody></table>"
        ));
    }
    for (kind, body) in object(&operation["requestBody"]["content"]) {
        out.push_str(&format!(
            "<p>Body, <code>{}</code>: {}</p>",
            escape(kind),
            type_of(&body["schema"])
        ));
    }
    let answers: String = object(&operation["responses"])
        .map(|(status, answer)| response(status, answer))
        .collect();
    out.push_str(&format!(
        "<table><caption>Answers</caption><thead><tr><th>Status<th>Body<th>Meaning</thead><tbody>{answers}</tbody></table></article>"
    ));
    out
}

fn parameter(parameter: &Value) -> String {
    format!(
        "<tr><td><code>{}</code><td>{}<td>{}<td>{}</tr>",
        text(&parameter["name"]),
        text(&parameter["in"]),
        type_of(&parameter["schema"]),
        text(&parameter["description"]),
    )
}

fn response(status: &str, answer: &Value) -> String {
    let bodies: Vec<String> = object(&answer["content"])
        .map(|(kind, body)| format!("<code>{}</code> {}", escape(kind), type_of(&body["schema"])))
        .collect();
    format!(
        "<tr><td>{}<td>{}<td>{}</tr>",
        escape(status),
        bodies.join("<br>"),
        text(&answer["description"])
    )
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &'static str, &Value)> {
    object(&document["paths"]).flat_map(|(path, item)| {
        METHODS
            .into_iter()
            .filter(|method| item.get(method).is_some())
            .map(move |method| (path.as_str(), method, &item[method]))
    })
}

fn tags(document: &Value) -> Vec<String> {
    let declared = document["tags"].as_array().into_iter().flatten();
    declared
        .filter_map(|tag| tag["name"].as_str())
        .map(str::to_owned)
        .collect()
}

fn has_tag(operation: &Value, tag: &str) -> bool {
    operation["tags"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|other| other == tag)
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn anchor(path: &str, method: &str) -> String {
    let path: String = path
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("{method}{path}")
}

fn text(value: &Value) -> String {
    escape(value.as_str().unwrap_or_default())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
