//! Numbers and what is counted, in Russian.

/// `1`, `2` to `4`, and all others: контакт, контакта, контактов.
pub fn plural(n: i64, forms: [&'static str; 3]) -> &'static str {
    let [one, few, many] = forms;
    match (n.unsigned_abs() % 100, n.unsigned_abs() % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

/// After "не больше": 1 символа, 2 символов.
pub fn genitive(n: usize, one: &'static str, many: &'static str) -> &'static str {
    if n % 10 == 1 && n % 100 != 11 {
        one
    } else {
        many
    }
}

/// 1234567 as `1 234 567`, which no line may break. Four digits stay together, as Russian writes them.
pub fn number(n: i64) -> String {
    if n.abs() < 10_000 {
        return n.to_string();
    }
    super::super::shared::grouped(n, '\u{a0}')
}

pub fn contacts(n: i64, is_minimum: bool) -> String {
    let number = number(n);
    if is_minimum {
        return format!("{number}+\u{a0}контактов");
    }
    let word = plural(n, ["контакт", "контакта", "контактов"]);
    format!("{number}\u{a0}{word}")
}

pub fn found(n: i64, is_minimum: bool) -> String {
    let contacts = contacts(n, is_minimum);
    match plural(n, ["one", "few", "many"]) {
        _ if n == 0 => "Ничего не найдено".to_owned(),
        "one" if !is_minimum => format!("Найден {contacts}"),
        _ => format!("Найдено {contacts}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_their_numbers() {
        for (n, expected) in [
            (0, "0 контактов"),
            (1, "1 контакт"),
            (2, "2 контакта"),
            (4, "4 контакта"),
            (5, "5 контактов"),
            (11, "11 контактов"),
            (12, "12 контактов"),
            (14, "14 контактов"),
            (21, "21 контакт"),
            (22, "22 контакта"),
            (25, "25 контактов"),
            (101, "101 контакт"),
            (111, "111 контактов"),
            (1_234, "1234 контакта"),
            (10_000, "10 000 контактов"),
            (1_234_561, "1 234 561 контакт"),
        ] {
            assert_eq!(contacts(n, false).replace('\u{a0}', " "), expected);
        }
        assert_eq!(contacts(2001, true), "2001+\u{a0}контактов");
        assert_eq!(found(0, false), "Ничего не найдено");
        assert_eq!(found(21, false), "Найден 21\u{a0}контакт");
        assert_eq!(found(3, false), "Найдено 3\u{a0}контакта");
        assert_eq!(found(2001, true), "Найдено 2001+\u{a0}контактов");
    }
}
