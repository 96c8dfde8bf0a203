//! What the list is narrowed to, in Russian.

use domain::Sort;
use domain::search::Has;

use super::super::NarrowTexts;

pub const NARROW: NarrowTexts = NarrowTexts {
    title: "Фильтр",
    sort_by: "Порядок",
    sort: |sort| match sort {
        Sort::Given => "По имени",
        Sort::Family => "По фамилии",
        Sort::Org => "По организации",
        Sort::Updated => "По дате изменения",
    },
    only: "Только те, у кого есть",
    apply: "Применить",
    chips: "Фильтры",
    has: |has| match has {
        Has::Photo => "Фото",
        Has::Phone => "Телефон",
        Has::Email => "Эл. почта",
        Has::Address => "Адрес",
        Has::Url => "Сайт",
        Has::Birthday => "День рождения",
        Has::Date => "Дата",
        Has::Im => "Мессенджер",
        Has::Relation => "Связь",
        Has::Label => "Метка",
        Has::Note => "Примечание",
        Has::Org => "Организация",
    },
    unlabelled: "Без метки",
    starred: "Избранное",
    some_book: "Одна книга",
    some_label: "Одна метка",
    remove: |name| format!("Убрать фильтр «{name}»"),
    drop: |name| format!("Без «{name}»"),
    empty_title: "Всему этому никто не подходит",
    empty_text: "Уберите какой-нибудь фильтр — может, кто-то и найдётся.",
    empty_book_title: "Эта книга пуста",
    empty_book_text: "Кого вы запишете сейчас, тот попадёт сюда.",
    empty_label_title: "Этой метки нет ни у кого",
    empty_label_text: "Дайте её кому-нибудь в форме контакта.",
    empty_starred_title: "Избранных пока нет",
    empty_starred_text: "Поставьте звёздочку тем, с кем связываетесь чаще всего, и они будут здесь.",
};
