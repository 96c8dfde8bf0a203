//! Small parts that every view uses.

mod avatar;
mod copy;
mod erase;
mod heading;
mod icon;
mod state;
mod textarea;
mod toast;
mod undo;

pub use avatar::Avatar;
pub use copy::{copied, copy_button};
pub use erase::Erase;
pub use heading::{Heading, escape};
pub use icon::{Icon, icon};
pub use state::{Blank, ErrorView, Loading};
pub use textarea::TextArea;
pub use toast::{Toast, ToastRegion, Toasts};
pub use undo::WayBack;
