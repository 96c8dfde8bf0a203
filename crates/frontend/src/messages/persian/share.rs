//! What is done with a contact, in Persian.

use super::super::ShareTexts;
use super::numbers::{digits, quoted};

pub const SHARE: ShareTexts = ShareTexts {
    copy: |what| format!("رونوشت از {what}"),
    copied: "رونوشت برداشته شد",
    not_copied: "رونوشت برداشته نشد. آن را انتخاب کنید و با دست رونوشت بردارید.",
    map: |address| format!("نمایش {address} روی نقشه"),
    more: "کارهای دیگر",
    qr: "کد QR",
    qr_title: |name| format!("کد QR برای {name}"),
    qr_lead: "دوربین گوشی را روی آن بگیرید تا نام، شماره‌ها، نشانی‌های ایمیل، محل کار، یک نشانی و صفحه‌های وب را بردارد. \
        عکس و یادداشت‌ها در آن نیستند.",
    qr_alt: |name| format!("کد QR با کارت {name}"),
    qr_left_out: |fields| format!("برای همه چیز جا نبود. این‌ها جا ماندند: {fields}."),
    qr_name: "نام",
    qr_work: "محل کار",
    qr_failed: "کد ساخته نشد. اتصال را بررسی کنید و دوباره تلاش کنید.",
    close: "بستن",
    print: "چاپ",
    card: "دریافت کارت",
    move_to: "بردن به",
    copy_to: "رونوشت در",
    moved: |name, book| format!("\u{2068}{name}\u{2069} به {} رفت.", quoted(book)),
    not_moved: |name| format!("\u{2068}{name}\u{2069} جابه‌جا نشد. دوباره تلاش کنید."),
    moved_back: |name, book| format!("\u{2068}{name}\u{2069} به {} برگشت.", quoted(book)),
    copied_to: |name, book| format!("رونوشت \u{2068}{name}\u{2069} در {} است.", quoted(book)),
    not_copied_to: |name| format!("از \u{2068}{name}\u{2069} رونوشت برداشته نشد. دوباره تلاش کنید."),
    stale_move: |name| {
        format!(
            "\u{2068}{name}\u{2069} همین حالا تغییر کرد و جابه‌جا نشد. نگاهی بیندازید و اگر هنوز می‌خواهید دوباره جابه‌جایش کنید."
        )
    },
    choices: "مخاطبان برای انتخاب",
    suggestions: |count| format!("{} مخاطب برای انتخاب", digits(count as i64)),
    linked: |name| format!("پیوند به مخاطب {name}"),
    unlink: |name| format!("برداشتن پیوند به {name}"),
};
