//! A captured exchange for reading: whole but for long lists of questions, of which the ends are shown.

/// How many questions are shown at either end of a list.
const SHOWN: usize = 2;

/// The lines of a transcript. Of a long list of questions only the beginning and the end are there: the others were all
/// answered so that the next was asked.
pub fn folded(transcript: &str) -> Vec<String> {
    let lines: Vec<&str> = transcript.lines().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let run = lines[at..].iter().take_while(|line| line.contains("{\"question\": ")).count();
        let end = at + run.max(1);
        if run > 2 * SHOWN + 1 {
            out.extend(lines[at..at + SHOWN].iter().map(ToString::to_string));
            out.push(format!("<     … {} more questions", run - 2 * SHOWN));
            at = end - SHOWN;
        }
        out.extend(lines[at..end].iter().map(ToString::to_string));
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions(count: u32) -> Vec<String> {
        (0..count).map(|n| format!("<     {{\"question\": \"is it {n}?\", \"answer\": \"yes\"}}")).collect()
    }

    #[test]
    fn a_long_list_of_questions_is_shown_by_its_ends_and_all_else_as_it_was() {
        let (long, short) = (questions(9), questions(5));
        let whole = [&["> GET /".to_string(), "< [".into()][..], &long, &["< ]".into()]].concat();
        let expected = ["> GET /", "< [", &long[0], &long[1], "<     … 5 more questions", &long[7], &long[8], "< ]"];
        assert_eq!(folded(&whole.join("\n")), expected);
        assert_eq!(folded(&short.join("\n")), short);
        assert!(folded("").is_empty());
    }
}
