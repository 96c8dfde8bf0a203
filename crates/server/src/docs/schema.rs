//! The shapes of bodies.

use serde_json::Value;

use super::{escape, object, text};

/// All named shapes, each with its fields.
pub(super) fn schemas(document: &Value) -> String {
    let mut out = String::from("<section><h2>Shapes</h2>");
    for (name, schema) in object(&document["components"]["schemas"]) {
        out.push_str(&format!(
            "<article id=\"shape-{0}\"><h3><code>{0}</code></h3><p>{1}</p>",
            escape(name),
            text(&schema["description"])
        ));
        let fields: String = parts(schema).flat_map(fields).collect();
        if fields.is_empty() {
            out.push_str(&format!("<p>{}</p>", type_of(schema)));
        } else {
            out.push_str(&format!(
                "<table><thead><tr><th>Field<th>Type<th>Meaning</thead><tbody>{fields}</tbody></table>"
            ));
        }
        out.push_str("</article>");
    }
    out.push_str("</section>");
    out
}

/// A shape, or the shapes that it is put together from.
fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    std::iter::once(schema).chain(schema["allOf"].as_array().into_iter().flatten())
}

fn fields(schema: &Value) -> Vec<String> {
    if schema.get("$ref").is_some() {
        return vec![format!(
            "<tr><td>and all of<td>{}<td></tr>",
            type_of(schema)
        )];
    }
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    object(&schema["properties"])
        .map(|(name, field)| {
            let mark = if required.contains(&name.as_str()) {
                ""
            } else {
                " <small>optional</small>"
            };
            format!(
                "<tr><td><code>{}</code>{mark}<td>{}<td>{}</tr>",
                escape(name),
                type_of(field),
                text(&field["description"])
            )
        })
        .collect()
}

/// A type in a few words, with a link where it has a name.
pub(super) fn type_of(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = escape(reference.rsplit('/').next().unwrap_or(reference));
        return format!("<a href=\"#shape-{name}\">{name}</a>");
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let choices: Vec<String> = choices.iter().map(type_of).collect();
            return choices.join(if choice == "allOf" { " and " } else { " or " });
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<String> = values
            .iter()
            .map(|value| format!("<code>{}</code>", text(value)))
            .collect();
        return values.join(" ");
    }
    let names: Vec<&str> = match &schema["type"] {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let names: Vec<String> = names
        .into_iter()
        .map(|name| match (name, schema["format"].as_str()) {
            ("array", _) => format!("list of {}", type_of(&schema["items"])),
            ("string", Some(format)) => escape(format),
            (name, _) => escape(name),
        })
        .collect();
    names.join(" or ")
}
