//! Sidebar, list and search in Russian.

use super::super::ListTexts;
use super::numbers::{contacts, found};

pub const LIST: ListTexts = ListTexts {
    heading: "Контакты",
    navigation: "Книги и аккаунт",
    menu: "Книги и метки",
    close_menu: "Закрыть",
    palette: "Поиск и команды",
    all: "Все контакты",
    books: "Книги",
    labels: "Метки",
    book_size: |n| contacts(n, false),
    search: "Поиск контактов",
    search_hint: "Имя, номер, компания…",
    search_button: "Найти",
    new_contact: "Новый контакт",
    count: contacts,
    found,
    more: "Показать ещё",
    more_failed: "Не удалось загрузить следующие контакты. Попробуйте ещё раз.",
    loading: "Загружаем…",
    no_name: "Без имени",
    select: |name| format!("Выбрать: {name}"),
    selecting: "Выбрать контакты",
    is_selected: "Выбран",
    is_starred: "В избранном",
    no_letter: "Цифры и знаки",
    empty_title: "Чистая страница",
    empty_text: "Книга пуста. Запишите первого, кого не хотели бы потерять.",
    sample: "Загрузить примеры контактов",
    sample_failed: "Не удалось загрузить примеры контактов. Попробуйте ещё раз.",
    nothing_found: |q| format!("По запросу «{q}» никого нет"),
    nothing_found_hint: "Попробуйте часть имени, несколько цифр номера или компанию.",
    show_all: "Показать все контакты",
    rail: "Перейти к букве",
    found_in: |field| {
        Some(match field {
            "name" => "Имя",
            "nickname" => "Прозвище",
            "labels" => "Метка",
            "addresses" => "Адрес",
            "note" => "Заметка",
            "urls" => "Веб",
            "ims" => "Мессенджер",
            "relations" => "Связь",
            _ => return None,
        })
    },
    first_page: "К началу",
};
