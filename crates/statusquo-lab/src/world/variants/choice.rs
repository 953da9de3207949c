//! Which variant the client likes best, and the list from which it may choose for itself.

use crate::form::{accept, language, page};
use crate::store::variants::{Holds, Variant, VariantList, path};
use crate::visit::Visit;
use maud::html;
use serde_json::{Value, json};
use statusquo_page::{Site, plain};
use statusquo_wire::message::FieldSection;
use std::fmt::Write;

/// What the client's preferences come to, by places in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    One(usize),
    /// What the client says makes no difference among them.
    Several,
    /// It wants none of them.
    Nothing,
}

/// Weighs each variant by `Accept` and `Accept-Language`. Among those that are liked best the server's own order
/// decides; but where the client leaves all of them equal, the choice is its own.
pub(super) fn choose(fields: FieldSection<'_>, list: &VariantList) -> Choice {
    let weight = |variant: &Variant| {
        let tongue = variant.language.as_deref().map_or(1000, |tag| language::weight(fields, tag));
        u32::from(accept::weight(fields, &variant.media_type)) * u32::from(tongue)
    };
    let weights: Vec<u32> = list.variants.iter().map(weight).collect();
    let best = weights.iter().copied().max().unwrap_or(0);
    if best == 0 {
        Choice::Nothing
    } else if weights.len() > 1 && weights.iter().all(|weight| *weight == best) {
        Choice::Several
    } else {
        Choice::One(weights.iter().position(|weight| *weight == best).unwrap_or(0))
    }
}

/// Where a variant can be had.
pub(super) fn place(list: &str, variant: &Variant) -> String {
    match &variant.holds {
        Holds::Content(_) => format!("{}/{}", path(list), variant.name),
        Holds::List(other) => path(other),
    }
}

/// The list as RFC 2295 writes it into a field.
pub(super) fn alternates(name: &str, list: &VariantList) -> String {
    let each = list.variants.iter().map(|variant| {
        let language = variant.language.as_ref().map_or(String::new(), |tag| format!(" {{language {tag}}}"));
        format!("{{\"{}\" 1.0 {{type {}}}{language}}}", place(name, variant), variant.media_type)
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The list for a program.
pub(super) fn json(name: &str, list: &VariantList) -> Value {
    let each = list.variants.iter().map(|variant| {
        let mut value = json!({"href": place(name, variant), "type": variant.media_type});
        if let Some(language) = &variant.language {
            value["language"] = language.as_str().into();
        }
        value
    });
    each.collect()
}

/// What one is, in a few words.
fn kind(variant: &Variant) -> String {
    match &variant.language {
        Some(language) => format!("{}, {language}", variant.media_type),
        None => variant.media_type.clone(),
    }
}

/// The list in a sentence.
pub(super) fn sentence(name: &str, list: &VariantList) -> String {
    let each = list.variants.iter().map(|variant| format!("{} ({})", place(name, variant), kind(variant)));
    each.collect::<Vec<_>>().join(", ")
}

/// Answers with the list, in the form that the client likes best.
pub(super) fn tell(name: &str, list: &VariantList, visit: &mut Visit<'_>) {
    const FORMS: [&str; 3] = ["text/plain", "application/json", "text/html"];
    let form = FORMS[accept::choose(visit.request.fields(), &FORMS)];
    let title = format!("Choose a variant of {name}");
    match form {
        "application/json" => {
            page::protect(form, &mut visit.fields);
            visit.say_json(&json!({"variants": json(name, list)}));
        }
        "text/html" => {
            let each = html! {
                ul { @for variant in &list.variants { li { a href=(place(name, variant)) { (place(name, variant)) } " (" (kind(variant)) ")" } } }
            };
            visit.say_page(plain(&Site::live(), "", &title, each));
        }
        _ => {
            let mut text = format!("{title}:\n\n");
            for variant in &list.variants {
                let _ = writeln!(text, "{} ({})", place(name, variant), kind(variant));
            }
            page::protect(form, &mut visit.fields);
            visit.say("text/plain; charset=utf-8", text);
        }
    }
}
