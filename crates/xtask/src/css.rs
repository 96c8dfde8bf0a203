//! The style sheet: comments and needless blanks go, nothing else changes.
//!
//! The crates that minify CSS parse and rewrite it, which costs minutes of compiling for a few hundred bytes after
//! brotli.

/// Makes a style sheet smaller without understanding it: strings stay as they are, and a blank is dropped only where
/// none can ever matter.
pub fn minify(source: &str) -> String {
    let mut output = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("/*") {
            push_blank(&mut output);
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first.is_ascii_whitespace() {
            push_blank(&mut output);
            1
        } else if first == '"' || first == '\'' {
            let length = string_length(rest, first);
            output.push_str(&rest[..length]);
            length
        } else {
            push_char(&mut output, first);
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    output.truncate(output.trim_end().len());
    output
}

/// Around these a blank never matters, neither in selectors nor in values.
fn is_separator(character: char) -> bool {
    matches!(character, '{' | '}' | ';' | ',')
}

fn push_blank(output: &mut String) {
    if output
        .chars()
        .next_back()
        .is_some_and(|last| last != ' ' && !is_separator(last))
    {
        output.push(' ');
    }
}

fn push_char(output: &mut String, character: char) {
    if is_separator(character) && output.ends_with(' ') {
        output.pop();
    }
    if character == '}' && output.ends_with(';') {
        output.pop();
    }
    output.push(character);
}

/// The length of the quoted string at the start of `text`, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn drops_comments_and_blanks() {
        assert_eq!(
            minify(
                "/* a */\n.list > li ,\n.list :hover {\n  margin : 0 auto;\n  color: red; /* b */\n}\n"
            ),
            ".list > li,.list :hover{margin : 0 auto;color: red}"
        );
    }

    #[test]
    fn keeps_blanks_that_matter() {
        assert_eq!(
            minify("a { width: calc(1px + 2px) }"),
            "a{width: calc(1px + 2px)}"
        );
        assert_eq!(
            minify("@media (min-width: 1px) and (x) { a :is(b) {} }"),
            "@media (min-width: 1px) and (x){a :is(b){}}"
        );
        assert_eq!(minify("a/**/b{}"), "a b{}");
    }

    #[test]
    fn keeps_strings() {
        assert_eq!(
            minify(r#"a::after { content: " ;  /* \" */ é" }"#),
            r#"a::after{content: " ;  /* \" */ é"}"#
        );
        assert_eq!(minify("a { content: 'open"), "a{content: 'open");
    }
}
