//! Many contacts at once, in Persian.

use super::super::bulk::{BulkTexts, Deed};

/// Somebody's words of any direction. Not the function of the neighbours: this is another chunk.
fn quoted(text: &str) -> String {
    format!("«\u{2068}{text}\u{2069}»")
}

pub static BULK: BulkTexts = BulkTexts {
    bar: "مخاطبان انتخاب‌شده",
    selected: |_, contacts| format!("{contacts} انتخاب شد"),
    none: "کسی انتخاب نشده",
    selecting: "در حال انتخاب…",
    all: |number| format!("انتخاب هر {number} مخاطب"),
    all_matching: "انتخاب همه",
    clear: "لغو انتخاب",
    remove_label: "برداشتن برچسب",
    export: "برون‌بری",
    no_labels: "برچسبی برای برداشتن نیست",
    no_books: "دفترچهٔ دیگری برای بردن نیست",
    all_starred: "همهٔ این‌ها از پیش برگزیده‌اند",
    wait: "پس از پایان کار پیشین ممکن می‌شود",
    range_too_long: |number| {
        format!("یک بازه حداکثر {number} مخاطب دارد. همه یا بخشی از آن‌ها را انتخاب کنید.")
    },
    range_failed: "مخاطبان میانی انتخاب نشدند. اتصال را بررسی کنید و دوباره تلاش کنید.",
    add_label_to: |contacts| format!("افزودن برچسب به {contacts}"),
    remove_label_from: |contacts| format!("برداشتن برچسب از {contacts}"),
    move_them: |contacts| format!("بردن {contacts}"),
    export_them: |contacts| format!("برون‌بری {contacts}"),
    delete_them: |contacts| format!("{contacts} حذف شود؟"),
    delete_all: |number| format!("همهٔ موارد یافته‌شده (بیش از {number}) حذف شود؟"),
    delete_text: "بازگرداندن چند مخاطب با هم هنوز ممکن نیست.",
    delete_label: |name| {
        format!(
            "برچسب {} حذف شود؟ هر که آن را دارد از دستش می‌دهد، و این برگشت ندارد.",
            quoted(name)
        )
    },
    label: "یافتن یا ساختن برچسب",
    new_label: |name| format!("ساختن {}", quoted(name)),
    vcard3: "کارت‌های vCard 3.0 (.vcf)",
    vcard3_note: "برای بیشتر گوشی‌ها و برنامه‌ها. همه چیز، همراه عکس‌ها.",
    vcard4: "کارت‌های vCard 4.0 (.vcf)",
    vcard4_note: "برای برنامه‌هایی که این نسخه را می‌خواهند. همه چیز، همراه عکس‌ها.",
    csv: "جدول (\u{200e}.csv)",
    csv_note: "برای صفحه‌های گسترده و برنامه‌های ایمیل. بدون عکس.",
    json: "دادهٔ JSON (.json)",
    json_note: "برای برنامه‌ها. بدون عکس.",
    exporting: "پرونده آماده می‌شود…",
    export_failed: "پرونده ساخته نشد. اتصال را بررسی کنید و دوباره تلاش کنید.",
    doing: |deed| match deed {
        Deed::Label(name) => format!("افزودن برچسب {}", quoted(name)),
        Deed::Unlabel(name) => format!("برداشتن برچسب {}", quoted(name)),
        Deed::Rename(name) => format!("تغییر نام برچسب به {}", quoted(name)),
        Deed::Move(book) => format!("بردن به {}", quoted(book)),
        Deed::Star => "افزودن به برگزیده‌ها".to_owned(),
        Deed::Unstar => "برداشتن از برگزیده‌ها".to_owned(),
        Deed::Delete => "در حال حذف".to_owned(),
    },
    progress: |done, total| format!("{done} از {total}"),
    lost: "اتصال قطع است. سرور کار را ادامه می‌دهد.",
    stop: "توقف",
    stopping: "در حال توقف…",
    done: |deed, _, contacts| match deed {
        Deed::Label(name) => format!("{contacts} برچسب {} گرفت.", quoted(name)),
        Deed::Unlabel(name) => format!("برچسب {} از {contacts} برداشته شد.", quoted(name)),
        Deed::Rename(name) => format!("نام برچسب اکنون {} است: {contacts}.", quoted(name)),
        Deed::Move(book) => format!("{contacts} به {} رفت.", quoted(book)),
        Deed::Star => format!("{contacts} به برگزیده‌ها افزوده شد."),
        Deed::Unstar => format!("{contacts} از برگزیده‌ها برداشته شد."),
        Deed::Delete => format!("{contacts} حذف شد."),
    },
    same: |deed, _, contacts| match deed {
        Deed::Label(_) => format!("{contacts} از پیش آن را داشت."),
        Deed::Unlabel(_) => format!("{contacts} آن را نداشت."),
        Deed::Move(_) => format!("{contacts} از پیش آنجا بود."),
        _ => format!("{contacts} نیازی به تغییر نداشت."),
    },
    stopped: |done, total| format!("پس از {done} از {total} متوقف شد. آنچه انجام شده می‌ماند."),
    gone: |_, contacts| format!("{contacts} دیگر اینجا نیست."),
    full: |_, contacts| format!("{contacts} دیگر جا ندارد."),
    no_book: |_, contacts| format!("{contacts} سر جای خود ماند: آن دفترچه دیگر نیست."),
    place_gone: "آن دفترچه یا برچسب دیگر نیست. چیزی تغییر نکرد.",
    unknown: "اتصال قطع شد. پیش از تلاش دوباره ببینید چه چیزی انجام شده است.",
};
