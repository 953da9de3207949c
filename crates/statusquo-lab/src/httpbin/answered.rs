//! The fields of an answer as JSON, which has its own length among them.

use super::json::Json;
use std::collections::BTreeMap;

/// The fields that were asked for, and the type that the answer has.
pub(crate) fn text(asked: &[(String, String)], media_type: &str) -> String {
    let others = asked.iter().filter(|(name, _)| !is_type(name));
    let mut all: Vec<(&str, Json)> = others.map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
    all.push(("Content-Type", media_type.into()));
    let mut values: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for (name, value) in &all {
        values.entry(name.to_ascii_lowercase()).or_default().push(value.clone());
    }
    let mut length = 0;
    loop {
        // A name is shown in each case in which it was asked for, and has all values each time.
        let shown = all.iter().map(|(name, value)| match values.get(&name.to_ascii_lowercase()) {
            Some(several) if several.len() > 1 => (*name, Json::List(several.clone())),
            _ => (*name, value.clone()),
        });
        let text = Json::object(shown.chain([("Content-Length", length.to_string().into())])).laid_out();
        if text.len() == length {
            return text;
        }
        length = text.len();
    }
}

/// Whether a field of this name tells the type.
pub(crate) fn is_type(name: &str) -> bool {
    name.eq_ignore_ascii_case("Content-Type")
}
