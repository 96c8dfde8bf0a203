//! Persian.

mod account;
mod birthdays;
mod bulk;
mod calendar;
mod contact;
mod credentials;
mod dates;
mod errors;
mod form;
mod group;
mod list;
mod narrow;
mod notes;
mod numbers;
mod palette;
mod photo;
mod settings;
mod share;

use domain::{DateType, EmailType, PhoneType, RelationType};

use super::{Messages, StateTexts, shared};
pub use bulk::BULK;
pub use credentials::CREDENTIALS;
pub use palette::PALETTE;

/// The texts in Persian.
pub static PERSIAN: Messages = Messages {
    lang: "fa",
    dir: "rtl",
    product: shared::PRODUCT,
    title: shared::window,
    comma: "، ",
    colon: ": ",
    skip: "رفتن به محتوا",
    account: account::ACCOUNT,
    list: list::LIST,
    narrow: narrow::NARROW,
    group: group::GROUP,
    contact: contact::CONTACT,
    share: share::SHARE,
    birthdays: birthdays::BIRTHDAYS,
    notes: notes::NOTES,
    form: form::FORM,
    photo: photo::PHOTO,
    settings: settings::SETTINGS,
    state: STATE,
    problem: errors::problem,
    rule: errors::rule,
    phone_type,
    place,
    date_type,
    relation_type,
    months: dates::MONTHS,
    date: dates::date,
    day: dates::day,
    number: numbers::number,
};

const STATE: StateTexts = StateTexts {
    not_found_title: "چنین صفحه‌ای نیست",
    not_found_text: "شاید نشانی اشتباه نوشته شده، یا آنچه اینجا بود جابه‌جا شده باشد.",
    contact_missing_title: "این مخاطب اینجا نیست",
    contact_missing_text: "شاید حذف شده، یا نشانی صفحه اشتباه نوشته شده باشد.",
    to_list: "رفتن به مخاطبان",
    error_title: "مشکلی پیش آمد",
    offline_title: "سرور در دسترس نیست",
    offline_text: "اتصال را بررسی کنید. چیزی از دست نرفته است: همه چیز هنوز در دفترچه است.",
    unreadable_text: "سرور پاسخی داد که این صفحه نمی‌فهمد. شاید در حال راه‌اندازی دوباره باشد.",
    busy_title: "یک لحظه، لطفاً",
    request_id: |id| format!("برای گزارش: \u{2066}{id}\u{2069}"),
    retry: "تلاش دوباره",
    signed_out: "نشست شما پایان یافت. آنچه نوشته‌اید همین‌جا می‌ماند: در برگه‌ای دیگر وارد شوید و ادامه دهید.",
    loading: "در حال بارگذاری",
};

fn phone_type(kind: PhoneType) -> &'static str {
    match kind {
        PhoneType::Mobile => "همراه",
        PhoneType::Home => "خانه",
        PhoneType::Work => "محل کار",
        PhoneType::Main => "اصلی",
        PhoneType::HomeFax => "نمابر خانه",
        PhoneType::WorkFax => "نمابر محل کار",
        PhoneType::Fax => "نمابر",
        PhoneType::Pager => "پیجر",
        PhoneType::Other => "دیگر",
    }
}

fn place(kind: EmailType) -> &'static str {
    match kind {
        EmailType::Home => "شخصی",
        EmailType::Work => "کاری",
        EmailType::Other => "دیگر",
    }
}

fn date_type(kind: DateType) -> &'static str {
    match kind {
        DateType::Anniversary => "سالگرد",
        DateType::Other => "دیگر",
    }
}

fn relation_type(kind: RelationType) -> &'static str {
    match kind {
        RelationType::Spouse => "همسر",
        RelationType::Partner => "شریک زندگی",
        RelationType::Child => "فرزند",
        RelationType::Parent => "پدر یا مادر",
        RelationType::Mother => "مادر",
        RelationType::Father => "پدر",
        RelationType::Brother => "برادر",
        RelationType::Sister => "خواهر",
        RelationType::Sibling => "خواهر یا برادر",
        RelationType::Friend => "دوست",
        RelationType::Relative => "خویشاوند",
        RelationType::Assistant => "دستیار",
        RelationType::Manager => "مدیر",
        RelationType::Colleague => "همکار",
        RelationType::Emergency => "تماس اضطراری",
        RelationType::Other => "دیگر",
    }
}
