"""What a page of HTML must not have: errors of its syntax by html5lib, and then what no parser looks at."""

import html5lib

# What may stand in a paragraph, and what stands in text only.
PHRASING = set(
    "a abbr b bdi br button cite code data dfn em i img input kbd label mark meter noscript output picture progress q s samp script "
    "select small span strong sub sup svg textarea time u var wbr".split()
)
TEXT_ONLY = set("p h1 h2 h3 h4 h5 h6 span b i em small code s dt pre label button time strong".split())
INTERACTIVE = set("a button input label select textarea details summary".split())
CHILDREN = {
    "ul": {"li", "script"}, "ol": {"li", "script"}, "dl": {"dt", "dd", "div", "script"}, "select": {"option", "optgroup"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"}, "tr": {"th", "td"}, "thead": {"tr"}, "tbody": {"tr"},
}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form")
ROLES_TO_NAME = {"region", "group", "img", "dialog"}
SVG = "{http://www.w3.org/2000/svg}"


def parsed(page):
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(page, transport_encoding="utf-8")
    return tree, [f"syntax: {code} {details or ''} at line {at[0]}, column {at[1]}" for at, code, details in parser.errors]


def links(page):
    """Where a page leads to."""
    tree, _ = parsed(page)
    return [element.get("href") for element in tree.iter() if element.get("href") and element.tag in ("a", "link")]


def faults(page):
    """What is wrong with a page, once for each kind."""
    tree, found = parsed(page)
    parents = {child: parent for parent in tree.iter() for child in parent}
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    # The routes that stand for httpbin's have pages of its form, with their own style and no headings.
    ours = any((element.get("href") or "").endswith("/assets/style.css") for element in elements)
    for rule in (identifiers, content, names, *((headings, attributes) if ours else ())):
        found += rule(tree, elements, parents)
    return list(dict.fromkeys(found))


def above(element, parents):
    while element in parents:
        element = parents[element]
        yield element


def shown(element):
    named = element.get("id") or element.get("class") or element.get("name") or "".join(element.itertext())[:30]
    return f"<{element.tag}> ({named})"


def identifiers(_, elements, __):
    all_ids = [element.get("id") for element in elements if element.get("id") is not None]
    for name in sorted({name for name in all_ids if all_ids.count(name) > 1}):
        yield f"the id {name} is there more than once"
    for element in elements:
        if element.get("id") is not None and (not element.get("id") or " " in element.get("id")):
            yield f"{shown(element)} has an id that is none"
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in all_ids:
                    yield f"{shown(element)}: {attribute} names {name}, which is not there"
        link = element.get("href") or ""
        if link.startswith("#") and link[1:] not in all_ids:
            yield f"{shown(element)} leads to {link}, which is not there"


def headings(_, elements, __):
    levels = [(int(element.tag[1]), element) for element in elements if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    if sum(level == 1 for level, _ in levels) != 1:
        yield f"{sum(level == 1 for level, _ in levels)} headings of the first level"
    for (before, _), (level, element) in zip([(0, None), *levels], levels):
        if level > before + 1:
            yield f"{shown(element)} follows a heading of level {before}"
        if not "".join(element.itertext()).strip():
            yield "an empty heading"


def content(_, elements, parents):
    for element in elements:
        parent = parents.get(element)
        if element.tag.startswith(SVG) or parent is None:
            continue
        if parent.tag in TEXT_ONLY and element.tag not in PHRASING:
            yield f"<{element.tag}> in {shown(parent)}"
        if parent.tag in CHILDREN and element.tag not in CHILDREN[parent.tag]:
            yield f"<{element.tag}> as a child of {shown(parent)}"
        if element.tag in ("li", "dt", "dd", "summary", "legend") and parent.tag not in (
            {"li": ("ul", "ol"), "summary": ("details",), "legend": ("fieldset",)}.get(element.tag, ("dl", "div"))
        ):
            yield f"<{element.tag}> in {shown(parent)}"
        if element.tag in INTERACTIVE and any(
            outer.tag in ("a", "button") or outer.tag == "label" and element.tag in ("label", "a", "button", "details")
            for outer in above(element, parents)
        ):
            yield f"<{element.tag}> within what can be clicked itself"
        if element.tag == "main" and sum(other.tag == "main" for other in elements) > 1:
            yield "more than one <main>"
        if element.tag == "dl" and not any(child.tag in ("dt", "div") for child in element):
            yield f"{shown(element)} has no terms"


def names(_, elements, parents):
    labels = {element.get("for") for element in elements if element.tag == "label"}
    for element in elements:
        tag = element.tag.replace(SVG, "")
        named = element.get("aria-label") or element.get("aria-labelledby") or element.get("title")
        text = "".join(element.itertext()).strip()
        if tag in ("input", "select", "textarea") and element.get("type") not in ("hidden", "submit"):
            if not named and element.get("id") not in labels and not any(up.tag == "label" for up in above(element, parents)):
                yield f"{shown(element)} has no label"
        if tag in ("a", "button", "summary") and not (text or named):
            yield f"{shown(element)} has no name"
        if element.get("role") in ROLES_TO_NAME and not named or tag == "img" and element.get("alt") is None:
            yield f"{shown(element)} has no name"
        if tag == "a" and element.get("href") is None:
            yield f"{shown(element)} leads nowhere"
        if tag == "html" and not element.get("lang"):
            yield "no language"


def attributes(_, elements, __):
    titles = [element for element in elements if element.tag == "title"]
    if len(titles) != 1 or not (titles[0].text or "").strip():
        yield "not one title"
    for element in elements:
        for attribute in element.attrib:
            if attribute == "style" or attribute.startswith("on"):
                yield f"{shown(element)} has {attribute}, which the policy forbids"
        if element.tag == "script" and (not element.get("src") or (element.text or "").strip()):
            yield "a script within the page"
        if element.tag == "style":
            yield "a style sheet within the page"
        for attribute in ("href", "src", "action"):
            if any(octet in (element.get(attribute) or "") for octet in ' "<>\\^`{|}'):
                yield f"{attribute} is no URL: {element.get(attribute)}"
