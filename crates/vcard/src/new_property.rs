use crate::escape;
use crate::param::push_param;
use crate::property::Property;
use crate::syntax::is_name_char;

/// A property to be put into a card.
///
/// Whatever it is made of, it becomes exactly one content line. Characters that a name or group cannot have are
/// dropped; a group without any is no group, a property name without any becomes `X-UNNAMED`, and the three names that
/// are the card's own frame (`BEGIN`, `END`, `VERSION`) get an `X-` in front. Values: see [`value`](Self::value).
#[derive(Clone, Debug)]
pub struct NewProperty {
    group: String,
    name: String,
    /// Encoded, each with its semicolon.
    params: String,
    value: String,
}

impl NewProperty {
    /// A property without group, parameters or value.
    pub fn new(name: &str) -> Self {
        NewProperty {
            group: String::new(),
            name: property_name(name),
            params: String::new(),
            value: String::new(),
        }
    }

    /// A property whose value is one text, escaped here.
    pub fn text(name: &str, plain: &str) -> Self {
        Self::new(name).value(&escape::text(plain))
    }

    /// A property whose value is a list, such as `CATEGORIES`, escaped here.
    pub fn list<S: AsRef<str>>(name: &str, items: &[S]) -> Self {
        Self::new(name).value(&escape::list(items))
    }

    /// A property whose value is structured, such as `N`, escaped here.
    pub fn components<C: AsRef<[S]>, S: AsRef<str>>(name: &str, parts: &[C]) -> Self {
        Self::new(name).value(&escape::components(parts))
    }

    /// A property whose value is structured with one string per component, such as `ADR`, escaped here.
    pub fn components_flat<S: AsRef<str>>(name: &str, parts: &[S]) -> Self {
        Self::new(name).value(&escape::components_flat(parts))
    }

    /// A property whose value is a URI, which is not escaped.
    pub fn uri(name: &str, plain: &str) -> Self {
        Self::new(name).value(&escape::uri(plain))
    }

    /// Ties the property to others of the same group; see [`Card::unused_group`](crate::Card::unused_group).
    ///
    /// A dot inside stays: 2.1 had groups of groups (`a.b.TEL`), and whoever joins one must get its whole name.
    #[must_use]
    pub fn group(mut self, group: &str) -> Self {
        let mut kept: String = group
            .chars()
            .filter(|char| is_name_char(*char) || *char == '.')
            .collect();
        kept.drain(..kept.len() - kept.trim_start_matches('.').len());
        self.group = kept;
        self
    }

    /// The same under another name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = property_name(name);
        self
    }

    /// Adds a parameter; its values are quoted and encoded as they need. Calling it twice writes it twice.
    #[must_use]
    pub fn param<S: AsRef<str>>(mut self, name: &str, values: &[S]) -> Self {
        push_param(&mut self.params, name, values);
        self
    }

    /// Sets the value, already escaped as its kind demands. Line breaks become `\n`, other control characters except
    /// tab are dropped.
    #[must_use]
    pub fn value(mut self, raw: &str) -> Self {
        self.value = escape::single_line(raw).into_owned();
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn into_line(self) -> String {
        let NewProperty {
            group,
            name,
            params,
            value,
        } = self;
        let dot = if group.is_empty() { "" } else { "." };
        [&group, dot, &name, &params, ":", &value].concat()
    }
}

/// A copy for another card, parameters and value exactly as written (merging must not lose a spelling).
impl From<&Property> for NewProperty {
    fn from(property: &Property) -> Self {
        NewProperty {
            group: property.group().unwrap_or_default().to_owned(),
            name: property.name().to_owned(),
            params: property.params_text().to_owned(),
            value: property.raw_value().to_owned(),
        }
    }
}

fn property_name(name: &str) -> String {
    let name = allowed(name);
    let is_frame = ["BEGIN", "END", "VERSION"]
        .iter()
        .any(|frame| name.eq_ignore_ascii_case(frame));
    match name.as_str() {
        "" => "X-UNNAMED".to_owned(),
        _ if is_frame => format!("X-{name}"),
        _ => name,
    }
}

fn allowed(name: &str) -> String {
    name.chars().filter(|char| is_name_char(*char)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_one_line() {
        let property = NewProperty::new("TEL")
            .group("item1")
            .param("TYPE", &["cell", "a;b"])
            .value("+1");
        assert_eq!(property.into_line(), "item1.TEL;TYPE=cell,\"a;b\":+1");
        assert_eq!(
            NewProperty::list("CATEGORIES", &["a,b", "c"]).into_line(),
            r"CATEGORIES:a\,b,c"
        );
        assert_eq!(
            NewProperty::uri("URL", "https://example.org/a,b;c").into_line(),
            "URL:https://example.org/a,b;c"
        );
    }

    #[test]
    fn names_cannot_break_out() {
        assert_eq!(
            NewProperty::new("N\r\nEND:VCARD")
                .group("a.b\n")
                .into_line(),
            "a.b.NENDVCARD:"
        );
        assert_eq!(NewProperty::new("N").group("..").into_line(), "N:");
        assert_eq!(NewProperty::new("N").named("begin").into_line(), "X-begin:");
        assert_eq!(
            NewProperty::new("e nd").value("VCARD").into_line(),
            "X-end:VCARD"
        );
        assert_eq!(
            NewProperty::new("имя").group("группа").into_line(),
            "X-UNNAMED:"
        );
    }
}
