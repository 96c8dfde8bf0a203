//! Books and labels in Russian.

use domain::Color;

use super::super::GroupTexts;
use super::numbers::{contacts, plural};

pub const GROUP: GroupTexts = GroupTexts {
    new_book: "Новая книга",
    new_label: "Новая метка",
    edit: |name| format!("Изменить «{name}»"),
    name: "Название",
    color: "Цвет",
    color_name,
    needs_script: "Чтобы изменять книги и метки, нужен JavaScript.",
    delete_book: "Удалить книгу",
    delete_label: "Удалить метку",
    delete_book_note: |n| {
        let verb = plural(n, ["удалится", "удалятся", "удалятся"]);
        match n {
            0 => "Книга пуста.".to_owned(),
            n => format!(
                "Вместе с книгой {verb} {}. «Отменить» вернёт всё обратно.",
                contacts(n, false)
            ),
        }
    },
    delete_label_note: "Контакты потеряют эту метку, но останутся в книге.",
    default_stays: "Сюда попадают новые контакты, если не выбрана другая книга, поэтому удалить её нельзя.",
    deleted: |name| format!("«\u{2068}{name}\u{2069}» — удалено"),
    not_deleted: |name| format!("Не удалось удалить «\u{2068}{name}\u{2069}»"),
    restored: |name| format!("«\u{2068}{name}\u{2069}» снова на месте"),
    not_restored: |name| format!("Не удалось вернуть «\u{2068}{name}\u{2069}»"),
    missing_title: "Этого здесь нет",
    missing_text: "Книгу или метку могли удалить, или в адресе опечатка.",
};

fn color_name(color: Color) -> &'static str {
    match color {
        Color::Red => "Красный",
        Color::Orange => "Оранжевый",
        Color::Amber => "Янтарный",
        Color::Green => "Зелёный",
        Color::Teal => "Бирюзовый",
        Color::Blue => "Синий",
        Color::Indigo => "Индиго",
        Color::Purple => "Фиолетовый",
        Color::Pink => "Розовый",
        Color::Grey => "Серый",
    }
}
