//! What is done with a contact, in Russian.

use super::super::ShareTexts;
use super::numbers::plural;

pub const SHARE: ShareTexts = ShareTexts {
    copy: |what| format!("Скопировать {what}"),
    copied: "Скопировано",
    not_copied: "Не удалось скопировать. Выделите и скопируйте вручную.",
    map: |address| format!("Показать на карте: {address}"),
    more: "Другие действия",
    qr: "QR-код",
    qr_title: |name| format!("{name}: QR-код"),
    qr_lead: "Наведите камеру телефона, чтобы забрать имя, телефоны, адреса почты, место работы, один почтовый адрес \
        и веб-страницы. Фото и заметок в коде нет.",
    qr_alt: |name| format!("QR-код с карточкой: {name}"),
    qr_left_out: |fields| format!("Поместилось не всё. Пропущено: {fields}."),
    qr_name: "Имя",
    qr_work: "Место работы",
    qr_failed: "Не удалось сделать код. Проверьте соединение и попробуйте ещё раз.",
    close: "Закрыть",
    print: "Печать",
    card: "Скачать карточку",
    move_to: "Переместить в",
    copy_to: "Скопировать в",
    moved: |name, book| format!("\u{2068}{name}\u{2069}: теперь в книге «\u{2068}{book}\u{2069}»."),
    not_moved: |name| {
        format!("Не удалось переместить: \u{2068}{name}\u{2069}. Попробуйте ещё раз.")
    },
    moved_back: |name, book| {
        format!("\u{2068}{name}\u{2069}: снова в книге «\u{2068}{book}\u{2069}».")
    },
    copied_to: |name, book| {
        format!("\u{2068}{name}\u{2069}: копия в книге «\u{2068}{book}\u{2069}».")
    },
    not_copied_to: |name| {
        format!("Не удалось скопировать: \u{2068}{name}\u{2069}. Попробуйте ещё раз.")
    },
    stale_move: |name| {
        format!(
            "\u{2068}{name}\u{2069}: контакт только что изменили, поэтому он остался на месте. Взгляните и переместите ещё раз, если нужно."
        )
    },
    choices: "Контакты на выбор",
    suggestions: |count| {
        let contacts = plural(count as i64, ["контакт", "контакта", "контактов"]);
        format!("{count} {contacts} на выбор")
    },
    linked: |name| format!("Связано с контактом: {name}"),
    unlink: |name| format!("Убрать связь с контактом: {name}"),
};
