//! One contact, in Persian.

use super::super::ContactTexts;
use super::numbers::{number, quoted};

pub const CONTACT: ContactTexts = ContactTexts {
    back: "مخاطبان",
    edit: "ویرایش",
    delete: "حذف",
    deleted: |name| format!("{} حذف شد.", quoted(name)),
    gone: "مخاطب حذف شد.",
    restored: |name| format!("{} برگشت.", quoted(name)),
    undo: "بازگرداندن",
    dismiss: "بستن پیام",
    not_deleted: |name| format!("{} حذف نشد. دوباره تلاش کنید.", quoted(name)),
    stale_delete: |name| {
        format!(
            "{} همین حالا تغییر کرد و هنوز اینجاست. نگاهی بیندازید و اگر هنوز می‌خواهید، دوباره حذفش کنید.",
            quoted(name)
        )
    },
    not_restored: |name| format!("{} برنگشت. دوباره تلاش کنید.", quoted(name)),
    nickname: quoted,
    phones: "تلفن",
    emails: "ایمیل",
    addresses: "نشانی",
    urls: "وب",
    ims: "پیام‌رسان‌ها",
    birthday: "تولد",
    turns: super::dates::turns,
    age: |n| format!("{} ساله", number(i64::from(n))),
    dates: "تاریخ‌ها",
    relations: "نسبت‌ها",
    unnamed_relation: "مخاطبی دیگر",
    labels: "برچسب‌ها",
    custom: "فیلدهای دلخواه",
    phonetic: |name| format!("تلفظ: {}", quoted(name)),
    favourite: "برگزیده",
    star: "افزودن به برگزیده‌ها",
    unstar: "برداشتن از برگزیده‌ها",
    not_starred: |name| format!("ستارهٔ {} تغییر نکرد. دوباره تلاش کنید.", quoted(name)),
    note: "توضیح",
    preferred: "ترجیحی",
    changed_on: |day| format!("آخرین تغییر: {day}"),
    nothing_more: "هنوز چیز دیگری نوشته نشده است.",
    pick_title: "کسی انتخاب نشده",
    pick_text: "کسی را از فهرست انتخاب کنید، یا نام، شماره یا شرکتی را جستجو کنید.",
    actions: "کارها",
    call: "تماس",
    message: "پیام",
    map: "نقشه",
    works_at: |title, place| format!("{title}، {place}"),
    in_book: |book| format!("در {}", quoted(book)),
};
