//! The settings in Persian.

use super::super::SettingsTexts;

pub const SETTINGS: SettingsTexts = SettingsTexts {
    heading: "تنظیمات",
    profile: "دربارهٔ شما",
    page: "رفتار صفحه",
    language: "زبان",
    browser_language: "زبان مرورگر",
    sort_hint: "هر جا که فهرست به ترتیب دیگری نباشد.",
    shortcuts: "میان‌برهای صفحه‌کلید",
    shortcuts_hint: "تک‌کلیدها، تا وقتی چیزی نمی‌نویسید.",
    shortcuts_help: "نمایش همهٔ میان‌برها",
    saved: "ذخیره شد.",
    not_saved: "این ذخیره نشد. دوباره تلاش کنید.",
    needs_script: "تغییر دادن تنظیمات به جاوااسکریپت نیاز دارد. خروج بدون آن هم کار می‌کند.",
    session: "این مرورگر",
};
