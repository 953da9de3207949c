//! Plain but decent HTML: no script, nothing from elsewhere, everything escaped.

use statusquo_catalog::{Line, Section};
use statusquo_wire::Fields;
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.55 system-ui,sans-serif;max-width:46rem;margin:2.5rem auto;padding:0 1rem}\
h1{font-size:2rem;line-height:1.15;margin:0 0 1rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}\
code,pre{font:.875rem/1.5 ui-monospace,monospace}pre{overflow-x:auto;padding:.75rem 1rem;border:1px solid #8886;border-radius:.4rem}\
table{border-collapse:collapse}th,td{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}\
li{margin:.3rem 0}dt{font-weight:600;margin-top:.6rem}dd{margin:0 0 0 1rem}\
.why li{color:#777}.why .deciding{color:inherit;font-weight:600}.level{font-size:.75rem;font-weight:700;letter-spacing:.05em}\
small{color:#777}";

/// A whole page.
pub(crate) fn page(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )
}

/// The fields that keep a page from doing more than be read.
pub(crate) fn protect(media_type: &str, fields: &mut Fields) {
    fields.push("X-Content-Type-Options", "nosniff");
    if media_type.starts_with("text/html") {
        fields.push("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    }
}

/// Text that cannot be anything but text.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    out
}

/// Sections of the reference as a page; `opening` comes first of all.
pub(crate) fn sections(sections: &[Section], opening: &str) -> String {
    let mut body = format!("<p><small>{}</small></p>\n", escape(opening));
    for (at, section) in sections.iter().enumerate() {
        if at > 0 {
            let _ = writeln!(body, "<h2>{}</h2>", escape(&section.title));
        }
        let bytes: Vec<&str> = section
            .lines
            .iter()
            .filter_map(|line| if let Line::Bytes(bytes) = line { Some(bytes.as_str()) } else { None })
            .collect();
        for line in &section.lines {
            write_line(&mut body, line);
        }
        if !bytes.is_empty() {
            let _ = writeln!(body, "<pre>{}</pre>", escape(&bytes.join("\n")));
        }
    }
    page(sections.first().map_or("", |section| &section.title), &body)
}

fn write_line(body: &mut String, line: &Line) {
    let _ = match line {
        Line::Text(text) => writeln!(body, "<p>{}</p>", escape(text)),
        Line::Fact { label, text } => writeln!(body, "<dl><dt>{}</dt><dd>{}</dd></dl>", escape(label), escape(text)),
        Line::Item { text, lab } => {
            let lab =
                lab.as_ref().map_or(String::new(), |lab| format!("<br><small>In the lab: {}</small>", escape(lab)));
            writeln!(body, "<ul><li>{}{lab}</li></ul>", escape(text))
        }
        Line::Duty { level, text, section } => writeln!(
            body,
            "<ul><li><span class=\"level\">{level}</span> {} <small>{}</small></li></ul>",
            escape(text),
            escape(section)
        ),
        Line::See { code, phrase, text } => {
            writeln!(body, "<p><a href=\"/{code}\">{code} {}</a> {}</p>", escape(phrase), escape(text))
        }
        Line::Measured { cause, answers } => {
            let answers: Vec<String> = answers.iter().map(|(who, what)| format!("{who}: {what}")).collect();
            writeln!(body, "<p>{}: <small>{}</small></p>", escape(cause), escape(&answers.join(" · ")))
        }
        Line::Of { code, text } => {
            writeln!(body, "<dl><dt><a href=\"/{code:03}\">{code:03}</a></dt><dd>{}</dd></dl>", escape(text))
        }
        Line::Table { head, rows } => writeln!(body, "{}", table(head, rows)),
        Line::CommandOf { code, command } => writeln!(body, "<p>{code:03}</p><pre>{}</pre>", escape(command)),
        Line::Command(command) => writeln!(body, "<pre>{}</pre>", escape(command)),
        Line::Bytes(_) => Ok(()),
    };
}

fn table(head: &[&'static str], rows: &[(u16, Vec<String>)]) -> String {
    let head: String = head.iter().map(|text| format!("<th>{}</th>", escape(text))).collect();
    let row = |(code, cells): &(u16, Vec<String>)| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        format!("<tr><th><a href=\"/{code:03}\">{code:03}</a></th>{cells}</tr>")
    };
    format!("<table><tr><th></th>{head}</tr>{}</table>", rows.iter().map(row).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_side_by_side_are_a_table_with_links() {
        let html = sections(&statusquo_catalog::comparison_sections(&[302, 499]), "");
        assert!(
            html.contains("<th>send again?</th>") && html.contains("<tr><th><a href=\"/302\">302</a></th>"),
            "{html}"
        );
        assert!(html.contains("<td>POST may become GET</td>") && html.contains("<a href=\"/499\">499</a>"), "{html}");
    }
}
