//! One contact, in Russian.

use super::super::ContactTexts;
use super::numbers::plural;

pub const CONTACT: ContactTexts = ContactTexts {
    back: "Контакты",
    edit: "Изменить",
    delete: "Удалить",
    deleted: |name| format!("Контакт «\u{2068}{name}\u{2069}» удалён."),
    gone: "Контакт удалён.",
    restored: |name| format!("Контакт «\u{2068}{name}\u{2069}» снова на месте."),
    undo: "Отменить",
    dismiss: "Закрыть сообщение",
    not_deleted: |name| {
        format!("Не удалось удалить контакт «\u{2068}{name}\u{2069}». Попробуйте ещё раз.")
    },
    stale_delete: |name| {
        format!(
            "Контакт «\u{2068}{name}\u{2069}» только что изменили, и он остался на месте. Посмотрите и, если не передумали, удалите ещё раз."
        )
    },
    not_restored: |name| {
        format!("Не удалось вернуть контакт «\u{2068}{name}\u{2069}». Попробуйте ещё раз.")
    },
    nickname: super::super::shared::in_guillemets,
    phones: "Телефон",
    emails: "Эл. почта",
    addresses: "Адрес",
    urls: "Сайт",
    ims: "Мессенджеры",
    birthday: "День рождения",
    turns: super::dates::turns,
    age: |n| format!("{n} {}", plural(i64::from(n), ["год", "года", "лет"])),
    dates: "Даты",
    relations: "Связи",
    unnamed_relation: "Другой контакт",
    labels: "Метки",
    custom: "Свои поля",
    phonetic: |name| format!("Произносится «{name}»"),
    favourite: "Избранное",
    star: "Добавить в избранное",
    unstar: "Убрать из избранного",
    not_starred: |name| {
        format!(
            "Не удалось изменить звёздочку контакта «\u{2068}{name}\u{2069}». Попробуйте ещё раз."
        )
    },
    note: "Примечание",
    preferred: "основной",
    changed_on: |day| format!("Последнее изменение: {day}"),
    nothing_more: "Больше пока ничего не записано.",
    pick_title: "Никто не выбран",
    pick_text: "Выберите кого-нибудь в списке или найдите по имени, номеру или компании.",
    actions: "Действия",
    call: "Позвонить",
    message: "Сообщение",
    map: "Карта",
    works_at: |title, place| format!("{title}, {place}"),
    in_book: |book| format!("В книге «\u{2068}{book}\u{2069}»"),
};
