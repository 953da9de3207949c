//! What the XML content of a request orders: properties to find or to change, a lock, a name to bind.

use super::asked::{Asked, Place};
use crate::store::dav::path::is_name;
use crate::store::dav::{Attribute, Element, Name};
use statusquo_decision::Question;
use std::collections::BTreeSet;

/// The most octets that the owner of a lock counts for: every lock on a resource is told with each of the others.
const OWNER: usize = 2048;

/// The order in a content.
#[derive(Debug, Default)]
pub(super) enum Order {
    /// None: there is no content, or the method takes none of this kind.
    #[default]
    None,
    Find(Find),
    Change(Vec<Change>),
    Lock(Wish),
    /// The name that is to lead somewhere, and where.
    Bind(String, Place),
    Unbind(String),
}

/// Which properties are looked for.
#[derive(Debug)]
pub(super) enum Find {
    /// All that the server deems useful, and these.
    All(Vec<Name>),
    /// The names of all.
    Names,
    These(Vec<Name>),
}

/// A change of one property: its new value, or none if it is to go.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) name: Name,
    pub(super) value: Option<Element>,
}

/// A lock as it is wished for.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) exclusive: bool,
    pub(super) owner: Option<Element>,
}

/// Content that is XML, but no order that the method takes: which question that answers, and what is wrong.
pub(super) type Wrong = (Question, String);

fn impossible(detail: impl Into<String>) -> Wrong {
    (Question::Possible, detail.into())
}

impl Order {
    /// Reads what the method takes.
    pub(super) fn read(method: &str, root: Element, asked: &Asked) -> Result<Self, Wrong> {
        let expected = match method {
            "PROPFIND" => "propfind",
            "PROPPATCH" => "propertyupdate",
            "LOCK" => "lockinfo",
            "BIND" => "bind",
            "UNBIND" => "unbind",
            "REBIND" => "rebind",
            _ => return Ok(Self::None),
        };
        if !root.name.is_dav(expected) {
            let Name { namespace, local } = &root.name;
            return Err(impossible(format!(
                "{method} takes an element {expected} in the namespace DAV:, not {local} in {namespace:?}."
            )));
        }
        match method {
            "PROPFIND" => find(&root).map(Self::Find),
            "PROPPATCH" => change(&root).map(Self::Change),
            "LOCK" => wish(&root).map(Self::Lock),
            "UNBIND" => segment(&root).map(Self::Unbind),
            _ => {
                let href = root.dav("href").ok_or(missing("href"))?.text();
                let place = asked.place(href.trim()).map_err(|wrong| impossible(format!("href: {wrong}.")))?;
                Ok(Self::Bind(segment(&root)?, place))
            }
        }
    }
}

fn missing(element: &str) -> Wrong {
    impossible(format!("There is no element {element} in the namespace DAV: where one is needed."))
}

fn find(root: &Element) -> Result<Find, Wrong> {
    let names = |element: &Element| element.elements().map(|property| property.name.clone()).collect();
    if root.dav("propname").is_some() {
        return Ok(Find::Names);
    }
    if root.dav("allprop").is_some() {
        return Ok(Find::All(root.dav("include").map(names).unwrap_or_default()));
    }
    let once = |names: Vec<Name>| {
        let mut seen = BTreeSet::new();
        names.into_iter().filter(|name| seen.insert(name.clone())).collect()
    };
    root.dav("prop")
        .map(names)
        .map(once)
        .map(Find::These)
        .ok_or(impossible("propfind holds one of propname, allprop and prop."))
}

fn change(root: &Element) -> Result<Vec<Change>, Wrong> {
    let mut changes = Vec::new();
    for step in root.elements() {
        let sets = step.name.is_dav("set");
        if !sets && !step.name.is_dav("remove") {
            continue;
        }
        let properties = step.dav("prop").ok_or(missing("prop"))?;
        let language = [properties, step, root].into_iter().find_map(language);
        for property in properties.elements() {
            let mut value = property.clone();
            if self::language(&value).is_none() {
                value.attributes.extend(language.cloned());
            }
            changes.push(Change { name: property.name.clone(), value: sets.then_some(value) });
        }
    }
    if changes.is_empty() {
        Err(impossible("propertyupdate sets or removes at least one property."))
    } else {
        Ok(changes)
    }
}

/// The language that an element is said to be in: it belongs to a property's value wherever it was said.
fn language(element: &Element) -> Option<&Attribute> {
    element
        .attributes
        .iter()
        .find(|attribute| attribute.prefix.as_deref() == Some("xml") && attribute.name.local == "lang")
}

fn wish(root: &Element) -> Result<Wish, Wrong> {
    let scope = root.dav("lockscope").ok_or(missing("lockscope"))?;
    let exclusive = scope.dav("exclusive").is_some();
    if exclusive == scope.dav("shared").is_some() {
        return Err(impossible("lockscope holds either exclusive or shared."));
    }
    if root.dav("locktype").and_then(|kind| kind.dav("write")).is_none() {
        return Err(impossible("The only locktype there is here is write."));
    }
    let owner = root.dav("owner");
    if owner.is_some_and(|owner| owner.size() > OWNER) {
        return Err(impossible(format!("owner counts for more than {OWNER} octets, the most that is kept of one.")));
    }
    Ok(Wish { exclusive, owner: owner.cloned() })
}

fn segment(root: &Element) -> Result<String, Wrong> {
    let segment = root.dav("segment").ok_or(missing("segment"))?.text();
    if is_name(&segment) { Ok(segment) } else { Err(impossible(format!("segment: {segment:?} is no name."))) }
}
