//! The photo in Persian.

use super::super::PhotoTexts;
use super::numbers::digits;

pub const PHOTO: PhotoTexts = PhotoTexts {
    choose: "انتخاب عکس",
    replace: "انتخاب عکسی دیگر",
    remove: "برداشتن عکس",
    hint: "می‌توانید تصویری را اینجا رها کنید یا بچسبانید.",
    chosen: "با ذخیره کردن، این عکس گذاشته می‌شود.",
    removed: "با ذخیره کردن، عکس برداشته می‌شود.",
    crop_title: "کدام بخش؟",
    stage: "تصویر. کلیدهای جهت آن را جابه‌جا می‌کنند و به‌اضافه و منها اندازه‌اش را تغییر می‌دهند.",
    zoom: "بزرگ‌نمایی",
    use_it: "همین بخش",
    sending: "در حال فرستادن عکس",
    too_large: |megabytes| {
        format!(
            "این پرونده زیادی بزرگ است: بیشترین اندازه {} مگابایت است.",
            digits(megabytes as i64)
        )
    },
    offline: "به سرور دسترسی نیست و عکس هنوز ذخیره نشده است.",
    not_saved: "مخاطب ذخیره شد، ولی عکسش نه. آنچه برگزیدید هنوز اینجاست.",
};
