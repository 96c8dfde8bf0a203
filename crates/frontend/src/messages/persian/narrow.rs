//! What the list is narrowed to, in Persian.

use domain::Sort;
use domain::search::Has;

use super::super::NarrowTexts;
use super::numbers::quoted;

pub const NARROW: NarrowTexts = NarrowTexts {
    title: "پالایش",
    sort_by: "مرتب بر پایهٔ",
    sort: |sort| match sort {
        Sort::Given => "نام",
        Sort::Family => "نام خانوادگی",
        Sort::Org => "سازمان",
        Sort::Updated => "آخرین تغییر",
    },
    only: "فقط کسانی که دارند",
    apply: "اعمال",
    chips: "پالایه‌ها",
    has: |has| match has {
        Has::Photo => "عکس",
        Has::Phone => "تلفن",
        Has::Email => "ایمیل",
        Has::Address => "نشانی",
        Has::Url => "صفحهٔ وب",
        Has::Birthday => "تولد",
        Has::Date => "تاریخ",
        Has::Im => "پیام‌رسان",
        Has::Relation => "نسبت",
        Has::Label => "برچسب",
        Has::Note => "توضیح",
        Has::Org => "سازمان",
    },
    unlabelled: "بدون برچسب",
    starred: "برگزیده‌ها",
    some_book: "یک دفترچه",
    some_label: "یک برچسب",
    remove: |name| format!("برداشتن پالایهٔ {}", quoted(name)),
    drop: |name| format!("بدون {}", quoted(name)),
    empty_title: "کسی با همهٔ این‌ها جور نیست",
    empty_text: "یکی از پالایه‌ها را بردارید، شاید کسی پیدا شود.",
    empty_book_title: "این دفترچه خالی است",
    empty_book_text: "هر که را اکنون بنویسید، به اینجا می‌آید.",
    empty_label_title: "کسی این برچسب را ندارد",
    empty_label_text: "در فرم یک مخاطب، آن را به کسی بدهید.",
    empty_starred_title: "هنوز برگزیده‌ای نیست",
    empty_starred_text: "به کسانی که بیشتر با آن‌ها در تماس‌اید ستاره بدهید تا اینجا باشند.",
};
