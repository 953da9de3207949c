//! Codes that people weigh against each other: for each well-known group the question that decides, and what to ask in turn.

/// A group of codes between which people have to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The codes, in rising order.
    pub codes: &'static [u16],
    /// The question that decides between them.
    pub headline: &'static str,
    /// What to ask oneself, in this order; the first yes decides. Each stands for itself, so that a part of the group can
    /// be told apart by a part of the list.
    pub ask: &'static [Ask],
}

/// One question, and the code that a yes leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The code.
    pub code: u16,
    /// The question.
    pub question: &'static str,
}

const fn ask(code: u16, question: &'static str) -> Ask {
    Ask { code, question }
}

const BROKEN_BEHIND: Ask = ask(502, "Did the server behind answer brokenly, refuse the connection, or break it off?");
const NOT_TAKEN_UP: Ask = ask(503, "Was the request not taken up: overload, maintenance, no healthy server?");
const LATE_BEHIND: Ask = ask(504, "Was it passed on, and did the server behind not answer in time?");
const NOTHING_KNOWN: Ask = ask(404, "Is nothing known of it, or nothing to be said?");
const GONE: Ask = ask(410, "Was it there, and removed on purpose and for good?");

/// The well-known groups. No two have the same codes.
pub const COMPARISONS: &[Comparison] = &[
    Comparison {
        codes: &[100, 102, 103],
        headline: "What does the server want to say before its answer?",
        ask: &[
            ask(100, "Shall the client go on and send its content?"),
            ask(103, "Are there fields, such as links, that the client can use while it waits?"),
            ask(102, "Is there nothing to say but that the work goes on?"),
        ],
    },
    Comparison {
        codes: &[101, 426],
        headline: "Did the client offer to change the protocol?",
        ask: &[
            ask(101, "Did it offer one that the server takes up?"),
            ask(426, "Did it offer none, or another version, where the server insists on one?"),
        ],
    },
    Comparison {
        codes: &[200, 201, 202, 204],
        headline: "Is it done, did it make something, and is there anything to show?",
        ask: &[
            ask(202, "Is the work accepted and not done yet?"),
            ask(201, "Did it make something new that has an address?"),
            ask(204, "Is it done, with nothing to send back?"),
            ask(200, "Is it done, with something to show?"),
        ],
    },
    Comparison {
        codes: &[200, 206, 416],
        headline: "How much of what was asked for can be sent?",
        ask: &[
            ask(416, "Was a range asked for, and does none lie within the representation?"),
            ask(206, "Was a range asked for, and is it sent?"),
            ask(200, "Was none asked for, or is Range ignored, or If-Range out of date?"),
        ],
    },
    Comparison {
        codes: &[204, 205],
        headline: "Shall the view that the request came from stay, or be reset?",
        ask: &[
            ask(204, "Shall it stay as it is?"),
            ask(205, "Shall it be reset for the next entry, by a client that you know to do so?"),
        ],
    },
    Comparison {
        codes: &[208, 508],
        headline: "Has the client said, with DAV: bind, that it knows bindings?",
        ask: &[
            ask(208, "Has it, so that the repetition can be marked inside the 207?"),
            ask(508, "Has it not, so that the whole request has to be given up?"),
        ],
    },
    Comparison {
        codes: &[301, 302, 303, 307, 308],
        headline: "Is it the same resource elsewhere, is that for good, and must the method stay?",
        ask: &[
            ask(303, "Does another resource hold the answer, to be fetched with GET?"),
            ask(308, "Has it moved for good, and must the method and the content stay?"),
            ask(301, "Has it moved for good, and does only GET matter?"),
            ask(307, "Is it elsewhere for now, and must the method and the content stay?"),
            ask(302, "Is it elsewhere for now, and does only GET matter?"),
        ],
    },
    Comparison {
        codes: &[304, 412],
        headline: "Did the condition fail for a reader or for a writer?",
        ask: &[
            ask(304, "Does a GET or HEAD ask whether its copy is still good, and is it?"),
            ask(412, "Would the request change something, or did If-Match fail?"),
        ],
    },
    Comparison {
        codes: &[400, 409, 412, 422, 428],
        headline: "What is wrong: the form, the values, the state, or the condition?",
        ask: &[
            ask(400, "Can the request not be read: broken syntax, a parameter missing?"),
            ask(428, "Does it lack a condition (If-Match) on which the server insists?"),
            ask(412, "Did a condition fail that the client itself attached?"),
            ask(422, "Does it read well, and is what it says wrong in every state?"),
            ask(409, "Is it right in itself, and does it clash with what is there now?"),
        ],
    },
    Comparison {
        codes: &[400, 501, 505],
        headline: "Is it malformed, or well-formed and unknown here?",
        ask: &[
            ask(400, "Does it break the grammar, or contradict itself?"),
            ask(505, "Is the major version of HTTP one that is not spoken here?"),
            ask(501, "Is the method or the transfer coding one that is known nowhere here?"),
        ],
    },
    Comparison {
        codes: &[401, 403, 404],
        headline: "Is it known who asks, may they, and may they know that it is there?",
        ask: &[
            ask(404, "Is nothing there, or shall this client not learn that something is?"),
            ask(401, "Is it unknown who asks: no credentials, or wrong or expired ones?"),
            ask(403, "Is it known who asks, or does that not matter, and is the answer still no?"),
        ],
    },
    Comparison {
        codes: &[401, 407, 511],
        headline: "Who wants the login: the site, the proxy, or the network?",
        ask: &[
            ask(511, "Did a network step in that has not let the client out yet?"),
            ask(407, "Is it the proxy that the client was set to use?"),
            ask(401, "Is it the site itself?"),
        ],
    },
    Comparison {
        codes: &[402, 403, 429],
        headline: "Would it help to pay, to wait, or neither?",
        ask: &[ask(402, "Would it help to pay?"), ask(429, "Would it help to wait?"), ask(403, "Would neither help?")],
    },
    Comparison {
        codes: &[403, 451],
        headline: "Who refuses: the operator, or the law?",
        ask: &[ask(451, "Does a legal demand forbid it?"), ask(403, "Does the server refuse for a reason of its own?")],
    },
    Comparison {
        codes: &[404, 410],
        headline: "Is it known that it was there and will not come back?",
        ask: &[GONE, NOTHING_KNOWN],
    },
    Comparison {
        codes: &[404, 410, 451],
        headline: "Is it known to be gone, and who took it away?",
        ask: &[ask(451, "Does a legal demand forbid showing it?"), GONE, NOTHING_KNOWN],
    },
    Comparison {
        codes: &[404, 421],
        headline: "Does this server answer for the host that was asked?",
        ask: &[
            ask(421, "Is the host none of this server's own, or not for this connection?"),
            ask(404, "Is the host its own, and does the path lead nowhere?"),
        ],
    },
    Comparison {
        codes: &[405, 501],
        headline: "Does the server know the method at all?",
        ask: &[
            ask(405, "Is it known here, and not offered by this one resource?"),
            ask(501, "Is it known nowhere on this server?"),
        ],
    },
    Comparison {
        codes: &[406, 415],
        headline: "Is it about what the client wants to get, or about what it sent?",
        ask: &[
            ask(415, "Is the content that was sent of a type or coding that is not taken?"),
            ask(406, "Is there no form of the resource that the Accept fields allow?"),
        ],
    },
    Comparison {
        codes: &[408, 504],
        headline: "Who was too slow: the client, or a server behind this one?",
        ask: &[ask(408, "Is a part of the request still missing?"), LATE_BEHIND],
    },
    Comparison {
        codes: &[409, 412, 423],
        headline: "What is in the way: the state, a condition, or a lock?",
        ask: &[
            ask(423, "Is there a lock whose token was not submitted?"),
            ask(412, "Did a condition fail that the client itself attached?"),
            ask(409, "Does the state as it is now clash with the request?"),
        ],
    },
    Comparison {
        codes: &[413, 414, 431],
        headline: "Which part of the request is too large?",
        ask: &[
            ask(414, "Is it the address in the request line?"),
            ask(431, "Is it a header field, or all of them together (cookies)?"),
            ask(413, "Is it the content?"),
        ],
    },
    Comparison {
        codes: &[413, 507],
        headline: "Is this content too large, or is the store full?",
        ask: &[
            ask(413, "Is it more than the server would take at any time?"),
            ask(507, "Would it be taken if there were room?"),
        ],
    },
    Comparison {
        codes: &[423, 424],
        headline: "Is this the thing that is in the way, or another on which it depends?",
        ask: &[ask(423, "Is this resource locked?"), ask(424, "Was this one fine, and did another part fail?")],
    },
    Comparison {
        codes: &[429, 503],
        headline: "Has this client asked for too much, or has the server too much to do?",
        ask: &[
            ask(429, "Has this client exceeded its share, while others would be served?"),
            ask(503, "Is everybody turned away for the moment?"),
        ],
    },
    Comparison {
        codes: &[500, 502, 503, 504],
        headline: "Where did it fail: in this server, behind it, or before it began?",
        ask: &[
            NOT_TAKEN_UP,
            BROKEN_BEHIND,
            LATE_BEHIND,
            ask(500, "Did this server itself fail, in a way that it did not expect?"),
        ],
    },
    Comparison {
        codes: &[502, 503, 504],
        headline: "Was it not taken up, answered brokenly, or not answered in time?",
        ask: &[NOT_TAKEN_UP, BROKEN_BEHIND, LATE_BEHIND],
    },
];

/// What becomes of the method when a client follows the redirect; none for codes that are no redirect to follow.
///
/// ```
/// assert_eq!(statusquo_catalog::method_after(308), Some("stays"));
/// assert_eq!(statusquo_catalog::method_after(404), None);
/// ```
pub const fn method_after(code: u16) -> Option<&'static str> {
    match code {
        301 | 302 => Some("POST may become GET"),
        303 => Some("becomes GET"),
        307 | 308 => Some("stays"),
        _ => None,
    }
}

/// The group that is made of exactly these codes, in whatever order they are named.
///
/// ```
/// let group = statusquo_catalog::comparison(&[410, 404]).expect("404 and 410 are a group");
/// assert_eq!(group.codes, [404, 410]);
/// ```
pub fn comparison(codes: &[u16]) -> Option<&'static Comparison> {
    COMPARISONS.iter().find(|group| group.codes.len() == codes.len() && holds(group, codes))
}

/// What to ask to choose between these codes: the questions of the smallest group that has them all; none if no group has.
///
/// ```
/// let asks = statusquo_catalog::asks(&[301, 308]);
/// assert_eq!(asks.iter().map(|ask| ask.code).collect::<Vec<_>>(), [308, 301]);
/// ```
pub fn asks(codes: &[u16]) -> Vec<Ask> {
    let around = COMPARISONS.iter().filter(|group| holds(group, codes)).min_by_key(|group| group.codes.len());
    let all = around.map_or(&[][..], |group| group.ask);
    all.iter().copied().filter(|ask| codes.contains(&ask.code)).collect()
}

fn holds(group: &Comparison, codes: &[u16]) -> bool {
    codes.iter().all(|code| group.codes.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry;

    #[test]
    fn groups_are_of_registered_codes_in_order_and_each_code_is_asked_for_once() {
        for (at, group) in COMPARISONS.iter().enumerate() {
            assert!(group.codes.len() > 1 && group.codes.is_sorted_by(|a, b| a < b), "{:?}", group.codes);
            assert!(group.codes.iter().all(|code| entry(*code).is_some()), "{:?}", group.codes);
            let mut asked: Vec<u16> = group.ask.iter().map(|ask| ask.code).collect();
            asked.sort_unstable();
            assert_eq!(asked, group.codes);
            assert!(!COMPARISONS[..at].iter().any(|other| other.codes == group.codes), "{:?} twice", group.codes);
        }
    }

    #[test]
    fn a_headline_and_what_to_ask_are_questions_of_one_line() {
        for group in COMPARISONS {
            let questions = group.ask.iter().map(|ask| ask.question).chain([group.headline]);
            for text in questions {
                assert!(text.ends_with('?') && text.trim() == text && !text.contains("  "), "{text}");
            }
        }
    }

    #[test]
    fn the_order_in_which_codes_are_named_does_not_matter_and_a_part_is_asked_in_part() {
        assert_eq!(comparison(&[404, 401, 403]), comparison(&[401, 403, 404]));
        assert!(comparison(&[401, 403]).is_none() && comparison(&[401, 404, 499]).is_none());
        assert_eq!(asks(&[403, 401]).iter().map(|ask| ask.code).collect::<Vec<_>>(), [401, 403]);
        assert_eq!(asks(&[404, 410]), [GONE, NOTHING_KNOWN]);
        assert!(asks(&[200, 505]).is_empty());
    }
}
