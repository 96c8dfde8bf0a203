//! Sidebar, list and search in Persian.

use super::super::ListTexts;
use super::numbers::{contacts, found, quoted};

pub const LIST: ListTexts = ListTexts {
    heading: "مخاطبان",
    navigation: "دفترچه‌ها و حساب",
    menu: "دفترچه‌ها و برچسب‌ها",
    close_menu: "بستن",
    palette: "جستجو و فرمان‌ها",
    all: "همهٔ مخاطبان",
    books: "دفترچه‌ها",
    labels: "برچسب‌ها",
    book_size: |n| contacts(n, false),
    search: "جستجوی مخاطبان",
    search_hint: "نام، شماره، شرکت…",
    search_button: "جستجو",
    new_contact: "مخاطب تازه",
    count: contacts,
    found,
    more: "نمایش بیشتر",
    more_failed: "مخاطبان بعدی بارگذاری نشدند. دوباره تلاش کنید.",
    loading: "در حال بارگذاری…",
    no_name: "بی‌نام",
    select: |name| format!("انتخاب {name}"),
    selecting: "انتخاب مخاطبان",
    is_selected: "انتخاب‌شده",
    is_starred: "برگزیده",
    no_letter: "رقم‌ها و نشانه‌ها",
    empty_title: "صفحه‌ای سفید",
    empty_text: "دفترچه خالی است. نخستین کسی را بنویسید که نمی‌خواهید از دستش بدهید.",
    sample: "بارگذاری مخاطبان نمونه",
    sample_failed: "مخاطبان نمونه بارگذاری نشدند. دوباره تلاش کنید.",
    nothing_found: |q| format!("کسی با {} جور نیست", quoted(q)),
    nothing_found_hint: "بخشی از نام، چند رقم از شماره یا نام شرکتی را امتحان کنید.",
    show_all: "نمایش همهٔ مخاطبان",
    rail: "رفتن به حرف",
    found_in: |field| {
        Some(match field {
            "name" => "نام",
            "nickname" => "نام خودمانی",
            "labels" => "برچسب",
            "addresses" => "نشانی",
            "note" => "یادداشت",
            "urls" => "وب",
            "ims" => "پیام‌رسان",
            "relations" => "نسبت",
            _ => return None,
        })
    },
    first_page: "بازگشت به آغاز",
};
