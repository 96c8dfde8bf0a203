//! Books and labels in Persian.

use domain::Color;

use super::super::GroupTexts;
use super::numbers::{contacts, quoted};

pub const GROUP: GroupTexts = GroupTexts {
    new_book: "دفترچهٔ تازه",
    new_label: "برچسب تازه",
    edit: |name| format!("تغییر {}", quoted(name)),
    name: "نام",
    color: "رنگ",
    color_name,
    needs_script: "تغییر دادن دفترچه‌ها و برچسب‌ها به جاوااسکریپت نیاز دارد.",
    delete_book: "حذف دفترچه",
    delete_label: "حذف برچسب",
    delete_book_note: |n| match n {
        0 => "دفترچه خالی است.".to_owned(),
        1 => "تنها مخاطب آن هم با دفترچه می‌رود. «بازگرداندن» هر دو را برمی‌گرداند.".to_owned(),
        n => format!(
            "{} آن هم با دفترچه می‌روند. «بازگرداندن» همه را برمی‌گرداند.",
            contacts(n, false)
        ),
    },
    delete_label_note: "کسانی که این برچسب را دارند آن را از دست می‌دهند و در دفترچه می‌مانند.",
    default_stays: "اگر دفترچهٔ دیگری انتخاب نشود، مخاطبان تازه به اینجا می‌آیند؛ پس نمی‌شود حذفش کرد.",
    deleted: |name| format!("{} حذف شد", quoted(name)),
    not_deleted: |name| format!("{} حذف نشد", quoted(name)),
    restored: |name| format!("{} برگشت", quoted(name)),
    not_restored: |name| format!("{} برنگشت", quoted(name)),
    missing_title: "این اینجا نیست",
    missing_text: "شاید دفترچه یا برچسب حذف شده باشد، یا نشانی صفحه اشتباه نوشته شده باشد.",
};

fn color_name(color: Color) -> &'static str {
    match color {
        Color::Red => "قرمز",
        Color::Orange => "نارنجی",
        Color::Amber => "کهربایی",
        Color::Green => "سبز",
        Color::Teal => "سبزآبی",
        Color::Blue => "آبی",
        Color::Indigo => "نیلی",
        Color::Purple => "بنفش",
        Color::Pink => "صورتی",
        Color::Grey => "خاکستری",
    }
}
