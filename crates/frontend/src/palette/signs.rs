//! Which sign a key stands for, whatever the layout of the keyboard.

/// The sign of a key: the one that it writes, or, where that is of another script, the one that stands there on a Latin
/// keyboard. Keys that write nothing have none.
pub fn sign(key: &str, code: &str, shift: bool) -> Option<char> {
    let mut written = key.chars();
    let (Some(sign), None) = (written.next(), written.next()) else {
        return None;
    };
    if sign.is_ascii() {
        return Some(sign.to_ascii_lowercase());
    }
    match (code, shift) {
        ("Slash", false) => Some('/'),
        ("Slash", true) => Some('?'),
        _ => {
            let letter = code.strip_prefix("Key")?.chars().next()?;
            Some(letter.to_ascii_lowercase())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn a_latin_layout_says_itself_what_it_writes() {
        assert_eq!(sign("c", "KeyC", false), Some('c'));
        assert_eq!(sign("C", "KeyC", false), Some('c'));
        // Dvorak: the letter stands elsewhere.
        assert_eq!(sign("c", "KeyI", false), Some('c'));
        // A German keyboard has the slash above the seven.
        assert_eq!(sign("/", "Digit7", true), Some('/'));
        assert_eq!(sign("?", "Minus", true), Some('?'));
    }

    #[test]
    fn layouts_of_other_scripts_go_by_the_place_of_the_key() {
        assert_eq!(sign("с", "KeyC", false), Some('c'));
        assert_eq!(sign("у", "KeyE", false), Some('e'));
        assert_eq!(sign("ز", "KeyC", false), Some('c'));
        assert_eq!(sign("л", "KeyK", false), Some('k'));
        assert_eq!(sign("؟", "Slash", true), Some('?'));
        // A Russian keyboard writes its slash and its question mark elsewhere, and there they count.
        assert_eq!(sign(".", "Slash", false), Some('.'));
        assert_eq!(sign("/", "Backslash", true), Some('/'));
        assert_eq!(sign("ё", "Backquote", false), None);
    }

    #[test]
    fn what_writes_nothing_is_no_sign() {
        for key in ["Enter", "F1", "Dead", "Process", "Unidentified", ""] {
            assert_eq!(sign(key, "KeyC", false), None, "{key}");
        }
    }
}
