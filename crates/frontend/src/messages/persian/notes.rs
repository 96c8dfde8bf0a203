//! Notes in Persian.

use super::super::NoteTexts;
use super::numbers::quoted;

pub const NOTES: NoteTexts = NoteTexts {
    heading: "یادداشت‌ها",
    search: "جستجوی یادداشت‌ها",
    needs_script: "نوشتن و تغییر دادن یادداشت‌ها به جاوااسکریپت نیاز دارد.",
    new: "یادداشت تازه",
    title: "عنوان",
    body: "یادداشت",
    pin: "سنجاق کردن",
    unpin: "برداشتن سنجاق",
    about_deleted: "دربارهٔ مخاطبی که حذف شده",
    deleted: "یادداشت حذف شد.",
    not_deleted: "یادداشت حذف نشد. شاید در این میان تغییر کرده باشد؛ دوباره نگاهش کنید.",
    restored: "یادداشت برگشت.",
    not_restored: "یادداشت برنگشت. دوباره تلاش کنید.",
    not_saved: "یادداشت تغییر نکرد. شاید در این میان تغییر کرده باشد؛ دوباره نگاهش کنید.",
    empty_title: "هنوز چیزی یادداشت نشده",
    empty_text: "آنچه در کارت جا نمی‌شود را بنویسید: بر سر چه توافق کردید، چه باید ببرید، کی باید زنگ بزنید.",
    nothing_found: |q| format!("در هیچ یادداشتی {} نیست", quoted(q)),
    nothing_found_hint: "آغاز یک واژه را امتحان کنید.",
    show_all: "نمایش همهٔ یادداشت‌ها",
    more: "نمایش بیشتر",
};
