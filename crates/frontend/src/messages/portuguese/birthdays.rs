//! Birthdays, in Brazilian Portuguese.

use super::super::BirthdayTexts;

pub const BIRTHDAYS: BirthdayTexts = BirthdayTexts {
    heading: "Aniversários",
    lead: "Os próximos doze meses.",
    all_books: "Todas as agendas",
    choose_book: "Aniversários de qual agenda",
    month: |month, year| {
        let mut letters = month.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_uppercase().to_string());
        format!(
            "{}{} de {year}",
            first.unwrap_or_default(),
            letters.as_str()
        )
    },
    days: ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"],
    any_day: "Dia desconhecido",
    today: "Hoje",
    tomorrow: "Amanhã",
    turns: |age| match age {
        1 => "faz 1 ano".to_owned(),
        age => format!("faz {age} anos"),
    },
    later: "Aniversários seguintes",
    from_today: "De hoje em diante",
    empty_title: "Nenhum aniversário ainda",
    empty_text: "Anote um aniversário na página de alguém, e ele aparece aqui a tempo.",
    empty_book: "Ninguém nesta agenda tem um aniversário anotado.",
    all_contacts: "Ir para os contatos",
    print: "Imprimir",
    event: |name, born| match born {
        Some(year) => format!("Aniversário de {name} ({year})"),
        None => format!("Aniversário de {name}"),
    },
    born: |date| format!("Nascimento: {}", super::dates::date(date)),
    feed: "Assinar no seu calendário",
    feed_lead: "Celulares e programas de calendário podem mostrar estes aniversários e mantê-los em dia. Crie um \
        endereço secreto e adicione-o lá como um calendário por assinatura.",
    feed_make: "Criar um endereço secreto",
    feed_address: "Endereço secreto",
    feed_secret: "Quem souber este endereço pode ler todos os nomes e aniversários, sem entrar na conta.",
    feed_since: |day| format!("Criado em {day}"),
    feed_renew: "Criar um novo",
    feed_revoke: "Revogar",
    feed_revoke_hint: "Alguém mais ficou sabendo dele? Revogue-o ou crie um novo: o antigo deixa de funcionar.",
    feed_revoked: "O endereço secreto foi revogado. Os calendários que o usavam não recebem mais nada.",
    feed_renewed: "Há um novo endereço secreto. O antigo não funciona mais.",
    feed_failed: "Não deu certo. Tente de novo.",
    feed_needs_script: "Para criar ou revogar um endereço, o JavaScript precisa estar ativado.",
};
