//! Parameters of a property: reading, and the encoding of written ones.

use crate::escape::for_each_writable;
use crate::syntax::{is_name_char, param_end};

/// One parameter, decoded: without quotes, and with the escapes of RFC 6868 (`^n`, `^'`, `^^`) resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param<'a> {
    /// The name as written. A bare parameter (`TEL;CELL:`), a relic of 2.1, gets the name it stands for:
    /// `ENCODING` or `VALUE` for the few words that mean those, `TYPE` for all others.
    pub name: &'a str,
    /// The values in order, empty ones included.
    pub values: Vec<String>,
}

impl Param<'_> {
    /// Whether the parameter has this name; names ignore case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// The text of one parameter, without its semicolon.
#[derive(Clone, Copy)]
pub(crate) struct RawParam<'a>(&'a str);

/// The parameters in `;A=b;C`, the text between name and colon.
pub(crate) fn raw_params(text: &str) -> impl Iterator<Item = RawParam<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let params = rest.strip_prefix(';')?;
        let end = param_end(params.as_bytes(), 0).unwrap_or(params.len());
        rest = &params[end..];
        Some(RawParam(&params[..end]))
    })
}

impl<'a> RawParam<'a> {
    pub(crate) fn text(self) -> &'a str {
        self.0
    }

    pub(crate) fn name(self) -> &'a str {
        match self.0.split_once('=') {
            Some((name, _)) => name,
            None if self.0.is_empty() => "",
            None => implied_name(self.0),
        }
    }

    pub(crate) fn is(self, name: &str) -> bool {
        !self.0.is_empty() && self.name().eq_ignore_ascii_case(name)
    }

    /// `None` for the empty text between two semicolons.
    pub(crate) fn decode(self) -> Option<Param<'a>> {
        if self.0.is_empty() {
            return None;
        }
        let values = match self.0.split_once('=') {
            Some((_, values)) => split_values(values).map(decode_value).collect(),
            None => self.0.split(',').map(str::to_owned).collect(),
        };
        Some(Param {
            name: self.name(),
            values,
        })
    }
}

/// Appends `;NAME=value,"other"`.
///
/// Characters that no name may have are dropped, so that a name can never end the parameter; without a usable name
/// nothing is written.
pub(crate) fn push_param<S: AsRef<str>>(line: &mut String, name: &str, values: &[S]) {
    let before = line.len();
    line.push(';');
    line.extend(name.chars().filter(|char| is_name_char(*char)));
    if line.len() == before + 1 {
        line.truncate(before);
        return;
    }
    for (position, value) in values.iter().enumerate() {
        line.push(if position == 0 { '=' } else { ',' });
        push_value(line, value.as_ref());
    }
}

fn push_value(line: &mut String, value: &str) {
    let is_quoted = value.contains([',', ';', ':']);
    if is_quoted {
        line.push('"');
    }
    for_each_writable(value, |char| match char {
        '\n' => line.push_str("^n"),
        '"' => line.push_str("^'"),
        '^' => line.push_str("^^"),
        other => line.push(other),
    });
    if is_quoted {
        line.push('"');
    }
}

fn implied_name(bare: &str) -> &'static str {
    let is_one_of = |words: &[&str]| words.iter().any(|word| bare.eq_ignore_ascii_case(word));
    if is_one_of(&["BASE64", "B", "QUOTED-PRINTABLE", "7BIT", "8BIT"]) {
        "ENCODING"
    } else if is_one_of(&["INLINE", "URL", "URI", "CONTENT-ID", "CID"]) {
        "VALUE"
    } else {
        "TYPE"
    }
}

/// Splits at commas outside quotes; a quote counts only at the start of a value.
fn split_values(values: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(values);
    std::iter::from_fn(move || {
        let text = rest?;
        let quoted = match text.strip_prefix('"') {
            Some(after) => after.find('"').map_or(0, |end| end + 2),
            None => 0,
        };
        let Some(comma) = text[quoted..].find(',') else {
            rest = None;
            return Some(text);
        };
        rest = Some(&text[quoted + comma + 1..]);
        Some(&text[..quoted + comma])
    })
}

fn decode_value(raw: &str) -> String {
    let (quoted, after) = match raw.strip_prefix('"').and_then(|text| text.split_once('"')) {
        Some(parts) => parts,
        None => (raw, ""),
    };
    let mut value = String::with_capacity(raw.len());
    for text in [quoted, after] {
        push_decoded(&mut value, text);
    }
    value
}

/// A caret before anything else is kept as it is (RFC 6868, 3.2).
fn push_decoded(value: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('^') {
        value.push_str(&rest[..at]);
        let resolved = match rest.as_bytes().get(at + 1) {
            Some(b'n') => Some('\n'),
            Some(b'\'') => Some('"'),
            Some(b'^') => Some('^'),
            _ => None,
        };
        value.push(resolved.unwrap_or('^'));
        rest = &rest[at + 1 + usize::from(resolved.is_some())..];
    }
    value.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Vec<(&str, Vec<String>)> {
        raw_params(text)
            .filter_map(RawParam::decode)
            .map(|param| (param.name, param.values))
            .collect()
    }

    #[test]
    fn decodes_quotes_lists_and_carets() {
        assert_eq!(
            decoded(";A=b,\"c,d;e:f\",;B=^n^'^^^x"),
            [
                ("A", vec!["b".to_owned(), "c,d;e:f".into(), String::new()]),
                ("B", vec!["\n\"^^x".to_owned()]),
            ]
        );
    }

    #[test]
    fn bare_words_get_the_name_they_stand_for() {
        let names: Vec<_> = decoded(";CELL;base64;;URL")
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["TYPE", "ENCODING", "VALUE"]);
    }

    #[test]
    fn written_values_read_back() {
        for value in [
            "",
            "plain",
            "a,b",
            "a;b",
            "a:b",
            "say \"hi\"",
            "two\nlines",
            "^n",
            "^^",
            " пробел ",
            "\"",
        ] {
            let mut line = String::new();
            push_param(&mut line, "X", &[value, value]);
            assert_eq!(
                decoded(&line),
                [("X", vec![value.to_owned(), value.to_owned()])],
                "{line}"
            );
        }
    }

    #[test]
    fn a_bad_name_cannot_end_the_parameter() {
        let mut line = String::new();
        push_param(&mut line, "T:Y\r\nP=E;", &["a"]);
        push_param(&mut line, "::", &["b"]);
        assert_eq!(line, ";TYPE=a");
    }
}
