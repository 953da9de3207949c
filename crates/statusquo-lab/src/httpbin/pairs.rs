//! `name=value` pairs, as they stand in a query and in a form, decoded as httpbin decodes them.

use super::json::Json;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Pairs in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs(pub(crate) Vec<(String, String)>);

impl Pairs {
    /// Those of a query or a form.
    pub(crate) fn of(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.collect())
    }

    /// The first value of a name.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    /// The same, whatever the case of the name.
    pub(crate) fn first_in_any_case(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(have, _)| have.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether there is a pair of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// The first pair of every name, in order.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut seen = BTreeSet::new();
        let all = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(move |(name, _)| seen.insert(*name))
    }

    /// Every name once, in order: with one value it has that, with several it has their list.
    pub(crate) fn grouped(&self) -> Vec<(&str, Json)> {
        let mut places = BTreeMap::new();
        let mut groups: Vec<(&str, Vec<Json>)> = Vec::new();
        for (name, value) in &self.0 {
            let place = *places.entry(name.as_str()).or_insert(groups.len());
            if place == groups.len() {
                groups.push((name, Vec::new()));
            }
            groups[place].1.push(value.as_str().into());
        }
        let one = |mut values: Vec<Json>| if values.len() == 1 { values.remove(0) } else { Json::List(values) };
        groups.into_iter().map(|(name, values)| (name, one(values))).collect()
    }

    /// An object of them.
    pub(crate) fn to_json(&self) -> Json {
        Json::object(self.grouped())
    }
}

/// Undoes the encoding of one name or value. Octets that are no UTF-8 stay escaped.
fn decode(text: &str) -> String {
    let text = text.replace('+', " ");
    let octets: Vec<u8> = percent_decode_str(&text).collect();
    let mut out = String::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        out.push_str(chunk.valid());
        for octet in chunk.invalid() {
            let _ = write!(out, "%{octet:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_a_string_and_several_are_a_list_in_order() {
        let pairs = Pairs::of("b=1&a=2&b=3&c=&d&&=4&%C3%A9=%FF+x%zz%2B;y=%C3");
        assert_eq!(
            pairs.to_json().laid_out().replace(['\n', ' '], ""),
            r#"{"":"4","a":"2","b":["1","3"],"c":"","d":"","\u00e9":"%FFx%zz+;y=%C3"}"#
        );
        assert_eq!(pairs.grouped().iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["b", "a", "c", "d", "", "é"]);
        assert_eq!((pairs.first("b"), pairs.first("B"), pairs.first_in_any_case("B")), (Some("1"), None, Some("1")));
        assert_eq!(pairs.firsts().map(|(name, _)| name).collect::<Vec<_>>(), ["b", "a", "c", "d", "", "é"]);
        assert!(pairs.has("d") && !Pairs::of("").has(""));
    }
}
