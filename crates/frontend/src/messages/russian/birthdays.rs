//! Birthdays, in Russian.

use super::super::BirthdayTexts;
use super::numbers::plural;

pub const BIRTHDAYS: BirthdayTexts = BirthdayTexts {
    heading: "Дни рождения",
    lead: "Ближайшие двенадцать месяцев.",
    all_books: "Все книги",
    choose_book: "Дни рождения из какой книги",
    month: |month, year| {
        let mut letters = month.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_uppercase().to_string());
        format!("{}{} {year}", first.unwrap_or_default(), letters.as_str())
    },
    days: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
    any_day: "День неизвестен",
    today: "Сегодня",
    tomorrow: "Завтра",
    turns: |age| {
        let years = plural(age.into(), ["год", "года", "лет"]);
        format!("исполнится {age}\u{a0}{years}")
    },
    later: "Следующие дни рождения",
    from_today: "Начиная с сегодня",
    empty_title: "Пока ни одного дня рождения",
    empty_text: "Запишите день рождения на странице контакта, и он вовремя появится здесь.",
    empty_book: "В этой книге ни у кого не записан день рождения.",
    all_contacts: "К контактам",
    print: "Печать",
    event: |name, born| match born {
        Some(year) => format!("День рождения: {name} ({year})"),
        None => format!("День рождения: {name}"),
    },
    born: |date| format!("Дата рождения: {}", super::dates::date(date)),
    feed: "Подписаться в календаре",
    feed_lead: "Телефоны и календари могут показывать эти дни рождения и обновлять их сами. Создайте секретный адрес \
        и добавьте его там как календарь по подписке.",
    feed_make: "Создать секретный адрес",
    feed_address: "Секретный адрес",
    feed_secret: "Кто знает этот адрес, прочтёт все имена и дни рождения без входа.",
    feed_since: |day| format!("Создан {day}"),
    feed_renew: "Создать новый",
    feed_revoke: "Отозвать",
    feed_revoke_hint: "Адрес узнал кто-то ещё? Отзовите его или создайте новый: старый перестанет работать.",
    feed_revoked: "Секретный адрес отозван. Календари, которые им пользовались, больше ничего не получат.",
    feed_renewed: "Создан новый секретный адрес. Старый больше не работает.",
    feed_failed: "Не получилось. Попробуйте ещё раз.",
    feed_needs_script: "Чтобы создать или отозвать адрес, включите JavaScript.",
};
