//! The settings in Russian.

use super::super::SettingsTexts;

pub const SETTINGS: SettingsTexts = SettingsTexts {
    heading: "Настройки",
    profile: "О вас",
    page: "Как ведёт себя страница",
    language: "Язык",
    browser_language: "Язык браузера",
    sort_hint: "Если список не отсортирован иначе.",
    shortcuts: "Горячие клавиши",
    shortcuts_hint: "Отдельные клавиши, пока вы ничего не печатаете.",
    shortcuts_help: "Показать все сочетания",
    saved: "Сохранено.",
    not_saved: "Не удалось сохранить. Попробуйте ещё раз.",
    needs_script: "Чтобы менять настройки, нужен JavaScript. Выйти можно и без него.",
    session: "Этот браузер",
};
