//! Russian.

mod account;
mod birthdays;
mod bulk;
mod contact;
mod credentials;
mod dates;
mod errors;
mod form;
mod group;
mod list;
mod narrow;
mod notes;
mod numbers;
mod palette;
mod photo;
mod settings;
mod share;

use domain::{DateType, EmailType, PhoneType, RelationType};

use super::{Messages, StateTexts, shared};
pub use bulk::BULK;
pub use credentials::CREDENTIALS;
pub use palette::PALETTE;

/// The texts in Russian.
pub static RUSSIAN: Messages = Messages {
    lang: "ru",
    dir: shared::LEFT_TO_RIGHT,
    product: shared::PRODUCT,
    title: shared::window,
    comma: ", ",
    colon: ": ",
    skip: "К содержанию",
    account: account::ACCOUNT,
    list: list::LIST,
    narrow: narrow::NARROW,
    group: group::GROUP,
    contact: contact::CONTACT,
    share: share::SHARE,
    birthdays: birthdays::BIRTHDAYS,
    notes: notes::NOTES,
    form: form::FORM,
    photo: photo::PHOTO,
    settings: settings::SETTINGS,
    state: STATE,
    problem: errors::problem,
    rule: errors::rule,
    phone_type,
    place,
    date_type,
    relation_type,
    months: dates::MONTHS,
    date: dates::date,
    day: dates::day,
    number: numbers::number,
};

const STATE: StateTexts = StateTexts {
    not_found_title: "Такой страницы нет",
    not_found_text: "Возможно, в адресе опечатка, или то, что здесь было, переехало.",
    contact_missing_title: "Этого контакта здесь нет",
    contact_missing_text: "Возможно, его удалили, или в адресе опечатка.",
    to_list: "К контактам",
    error_title: "Что-то пошло не так",
    offline_title: "Сервер недоступен",
    offline_text: "Проверьте соединение. Ничего не потеряно: всё по-прежнему в книге.",
    unreadable_text: "Эта страница не понимает ответ сервера. Возможно, он перезапускается.",
    busy_title: "Одну минуту",
    request_id: |id| format!("Для журнала: {id}"),
    retry: "Попробовать снова",
    signed_out: "Сеанс завершён. Написанное остаётся здесь: войдите в другой вкладке и продолжайте.",
    loading: "Загружаем",
};

fn phone_type(kind: PhoneType) -> &'static str {
    match kind {
        PhoneType::Mobile => "Мобильный",
        PhoneType::Home => "Домашний",
        PhoneType::Work => "Рабочий",
        PhoneType::Main => "Основной",
        PhoneType::HomeFax => "Домашний факс",
        PhoneType::WorkFax => "Рабочий факс",
        PhoneType::Fax => "Факс",
        PhoneType::Pager => "Пейджер",
        PhoneType::Other => "Другой",
    }
}

fn place(kind: EmailType) -> &'static str {
    match kind {
        EmailType::Home => "Личное",
        EmailType::Work => "Рабочее",
        EmailType::Other => "Другое",
    }
}

fn date_type(kind: DateType) -> &'static str {
    match kind {
        DateType::Anniversary => "Годовщина",
        DateType::Other => "Другое",
    }
}

fn relation_type(kind: RelationType) -> &'static str {
    match kind {
        RelationType::Spouse => "Супруг(а)",
        RelationType::Partner => "Партнёр",
        RelationType::Child => "Ребёнок",
        RelationType::Parent => "Родитель",
        RelationType::Mother => "Мать",
        RelationType::Father => "Отец",
        RelationType::Brother => "Брат",
        RelationType::Sister => "Сестра",
        RelationType::Sibling => "Брат или сестра",
        RelationType::Friend => "Друг",
        RelationType::Relative => "Родственник",
        RelationType::Assistant => "Помощник",
        RelationType::Manager => "Руководитель",
        RelationType::Colleague => "Коллега",
        RelationType::Emergency => "Для экстренных случаев",
        RelationType::Other => "Другое",
    }
}
