//! Numbers and what is counted, in Brazilian Portuguese.

/// 1234567 as `1.234.567`.
pub fn number(n: i64) -> String {
    super::super::shared::grouped(n, '.')
}

pub fn contacts(n: i64, is_minimum: bool) -> String {
    match (n, is_minimum) {
        (n, true) => format!("Mais de {} contatos", number(n)),
        (1, false) => "1 contato".to_owned(),
        (n, false) => format!("{} contatos", number(n)),
    }
}

pub fn found(n: i64, is_minimum: bool) -> String {
    match (n, is_minimum) {
        (0, _) => "Nada encontrado".to_owned(),
        (1, false) => "1 contato encontrado".to_owned(),
        (n, is_minimum) => format!("{} encontrados", contacts(n, is_minimum)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_their_numbers() {
        assert_eq!(contacts(0, false), "0 contatos");
        assert_eq!(contacts(1, false), "1 contato");
        assert_eq!(contacts(2, false), "2 contatos");
        assert_eq!(contacts(1_234_567, false), "1.234.567 contatos");
        assert_eq!(contacts(2_000, true), "Mais de 2.000 contatos");
        assert_eq!(found(0, false), "Nada encontrado");
        assert_eq!(found(1, false), "1 contato encontrado");
        assert_eq!(found(21, false), "21 contatos encontrados");
    }
}
