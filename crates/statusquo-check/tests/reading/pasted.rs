//! What somebody pastes: nothing is held against a server that pasting has done.

use super::{broken, codes};
use statusquo_check::Exchange;
use statusquo_check::reading::{Nothing, pasted};

const DATE: &str = "date: Sun, 06 Nov 1994 08:49:37 GMT\n";

fn exchanges(text: &str, method: Option<&str>) -> Vec<Exchange> {
    pasted(text.as_bytes(), method).unwrap_or_else(|nothing| panic!("{nothing}: {text:?}"))
}

/// The only exchange, with LF and with CRLF.
fn only(text: &str, method: Option<&str>) -> Exchange {
    let lf = exchanges(text, method);
    let crlf = exchanges(&text.replace('\n', "\r\n"), method);
    assert_eq!((lf.len(), crlf.len()), (1, 1), "{text:?}");
    let sections = |exchange: &Exchange| -> Vec<String> {
        broken(exchange).iter().map(|one| one.split(':').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(sections(&lf[0]), sections(&crlf[0]), "{text:?}");
    let mut lf = lf;
    lf.remove(0)
}

#[test]
fn what_pasting_does_breaks_nothing() {
    let table = [
        ("LF alone", format!("HTTP/1.1 200 OK\n{DATE}content-length: 2\n\nhi")),
        ("a line end at the end", format!("HTTP/1.1 200 OK\n{DATE}content-length: 2\n\nhi\n")),
        ("a mark of UTF-8 first", format!("\u{feff}HTTP/1.1 200 OK\n{DATE}content-length: 2\n\nhi")),
        ("empty lines first", format!("\n\nHTTP/1.1 200 OK\n{DATE}content-length: 2\n\nhi")),
        ("HTTP/2 as curl prints it", format!("HTTP/2 200 \n{DATE}content-length: 2\n\nhi")),
        ("HTTP/3 as curl prints it", format!("HTTP/3 200 \n{DATE}\nhi")),
        ("the space behind the code lost", format!("HTTP/1.1 200\n{DATE}content-length: 2\n\nhi")),
        ("chunks taken off", format!("HTTP/1.1 200 OK\n{DATE}transfer-encoding: chunked\n\nhi there")),
        ("a part with a line end more", format!("HTTP/2 206\n{DATE}content-range: bytes 0-1/9\n\nhi\n")),
        (
            "several parts with LF alone",
            format!(
                "HTTP/2 206\n{DATE}content-type: multipart/byteranges; boundary=b\n\n--b\ncontent-range: bytes 0-0/9\n\na\n--b--\n"
            ),
        ),
        ("content cut", format!("HTTP/1.1 200 OK\n{DATE}content-length: 500\n\nhi")),
        ("content longer than said", format!("HTTP/1.1 200 OK\n{DATE}content-length: 2\n\nhi there")),
        ("a head alone", format!("HTTP/1.1 404 Not Found\n{DATE}content-length: 500\n\n")),
        ("a head without its empty line", format!("HTTP/1.1 404 Not Found\n{DATE}content-length: 500")),
        ("a status line alone", "HTTP/1.1 404 Not Found".to_owned()),
        (
            "the prompt and the command first",
            format!("$ curl -si \\\n  http://a.example/\nHTTP/1.1 200 OK\n{DATE}\nhi"),
        ),
        ("the method not told", format!("HTTP/1.1 405 No\n{DATE}allow: GET, HEAD\ncontent-length: 2\n\nno")),
        ("a fence around it", format!("```http\nHTTP/1.1 200 OK\n{DATE}```\n")),
        ("an indent", format!("  HTTP/1.1 200 OK\n  {DATE}  content-length: 5\n\n")),
        ("an indent behind the command", format!("    $ curl -I a\n    HTTP/1.1 404 No\n    {DATE}")),
        ("nothing behind a 204 but a line end", format!("HTTP/1.1 204 No Content\n{DATE}\n\n\n")),
    ];
    for (what, text) in table {
        assert_eq!(broken(&only(&text, None)), [""; 0], "{what}");
    }
}

#[test]
fn what_the_server_did_is_found_all_the_same() {
    let table = [
        (format!("HTTP/1.1 204 No Content\n{DATE}\nhi"), "RFC 9110 §15.3.5"),
        (format!("HTTP/1.1 200 OK\n{DATE}X : y\n\nhi"), "RFC 9112 §5.1"),
        (format!("HTTP/1.1 405 No\n{DATE}\nhi"), "RFC 9110 §15.5.6"),
        (format!("HTTP/2 200\n{DATE}connection: close\n\nhi"), "RFC 9113 §8.2.2"),
        (format!("HTTP/3 200\n{DATE}upgrade: h2c\n\nhi"), "RFC 9114 §4.2"),
        (format!("HTTP/1.1 404 Not Found\n{DATE}content-length: 0\n\n"), "(should) RFC 9110 §15.5"),
    ];
    for (text, section) in table {
        let found = broken(&only(&text, None));
        assert!(found.len() == 1 && found[0].starts_with(&format!("{section}:")), "{text:?}: {found:?}");
    }
}

#[test]
fn chunks_that_are_still_there_are_taken_off() {
    let text = format!("HTTP/1.1 200 OK\r\n{DATE}transfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
    let exchange = &exchanges(&text, None)[0];
    assert_eq!(exchange.answers[0].content, b"hi");
}

#[test]
fn several_heads_are_told_apart() {
    // curl -siL through a proxy, with credentials that were asked for: heads alone of all that was followed.
    let text = format!(
        "HTTP/1.1 200 Connection established\r\n\r\n\
         HTTP/1.1 301 Moved Permanently\r\n{DATE}Location: /b\r\nContent-Length: 154\r\n\r\n\
         HTTP/1.1 401 Unauthorized\r\n{DATE}WWW-Authenticate: Basic realm=\"a\"\r\nContent-Length: 9\r\n\r\n\
         HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n\
         HTTP/1.1 200 OK\r\n{DATE}Content-Length: 2\r\n\r\nhi"
    );
    let found = exchanges(&text, Some("PUT"));
    let shown: Vec<_> =
        found.iter().map(|exchange| (&*exchange.asked.method, exchange.asked.assumed, codes(exchange))).collect();
    assert_eq!(
        shown,
        [
            ("CONNECT", false, vec![200]),
            ("GET", true, vec![301]),
            ("GET", true, vec![401]),
            ("PUT", false, vec![103, 200])
        ]
    );
    for exchange in &found {
        assert_eq!(broken(exchange), [""; 0], "{:?}", codes(exchange));
    }
}

#[test]
fn several_answers_with_content_are_no_tunnels() {
    // curl -si of two addresses.
    let one = format!("HTTP/1.1 200 OK\r\n{DATE}Content-Length: 2\r\n\r\nhi");
    let none = format!("HTTP/1.1 204 No Content\r\n{DATE}\r\n");
    for text in [format!("{one}{one}"), format!("{one}\n{one}"), format!("{none}{one}")] {
        let found = exchanges(&text, None);
        assert_eq!(found.len(), 2, "{text:?}");
        for exchange in &found {
            assert_eq!(broken(exchange), [""; 0], "{text:?}");
        }
    }
}

#[test]
fn requests_that_are_shown_are_known() {
    // curl -svL, its progress and its content on one terminal.
    let text = "*   Trying 127.0.0.1:80...\n* Connected\n> PUT /a HTTP/1.1\n> Host: a\n> Upgrade: x\n>\n\
         * Request completely sent off\n< HTTP/1.1 101 Switching\n< Upgrade: x\n< Connection: upgrade\n< \n\
         { [2 bytes data]\n* Closing\n";
    let exchange = &exchanges(text, None)[0];
    let asked = &exchange.asked;
    assert_eq!((&*asked.method, asked.assumed, codes(exchange)), ("PUT", false, vec![101]));
    assert_eq!(asked.fields.as_ref().and_then(|fields| fields.section().get("upgrade")), Some(&b"x"[..]));
    assert_eq!(broken(exchange), [""; 0]);
    assert_eq!(broken(&exchanges(&text.replace("> Upgrade: x", "> Upgrade: y"), None)[0]).len(), 1);

    let text = format!(
        "> POST /a HTTP/1.1\n>\n< HTTP/1.1 303 See Other\n< {DATE}< Location: /b\n< \n\
         > GET /b HTTP/1.1\n> \n< HTTP/1.1 405 No\n< {DATE}< Allow: GET\n< Content-Length: 2\n< \nno"
    );
    let found = exchanges(&text, None);
    let shown: Vec<_> = found.iter().map(|exchange| (&*exchange.asked.method, codes(exchange))).collect();
    assert_eq!(shown, [("POST", vec![303]), ("GET", vec![405])]);
    assert_eq!(found[1].answers[0].content, b"no");
    assert_eq!((broken(&found[0]).len(), broken(&found[1]).len()), (0, 1));
}

#[test]
fn the_method_decides_what_a_head_alone_owes() {
    let head = format!("HTTP/1.1 200 OK\n{DATE}content-length: 500\n\n");
    let (guessed, said) = (only(&head, None), only(&head, Some("HEAD")));
    assert!(guessed.asked.assumed && guessed.answers[0].cut);
    assert!(!said.asked.assumed && !said.answers[0].cut);
    let hint = &guessed.answers[0].remarks.iter().find(|remark| remark.contains("--method HEAD"));
    assert!(hint.is_some(), "{:?}", guessed.answers[0].remarks);
    let body = format!("HTTP/1.1 200 OK\n{DATE}\nhi");
    assert_eq!(broken(&only(&body, Some("HEAD"))).len(), 1);
}

#[test]
fn what_is_no_answer_is_nothing_to_judge() {
    for text in ["", "\n\n", "  "] {
        assert_eq!(pasted(text.as_bytes(), None).expect_err("nothing"), Nothing::Empty, "{text:?}");
    }
    for text in ["<!doctype html>", "curl: (7) Failed", "HTTP", "GET / HTTP/1.1\nHost: a\n\n", "HTTP/1.1 2x0 OK\n\n"] {
        let nothing = pasted(text.as_bytes(), None).expect_err("no HTTP");
        assert!(matches!(nothing, Nothing::NotHttp(_)), "{text:?}: {nothing}");
    }
}

/// curl leaves out the empty line of a 100 or a 101 in what it shows with -v.
#[test]
fn interim_answers_of_a_verbose_curl_end_without_an_empty_line() {
    let text = format!(
        "> PUT / HTTP/1.1\n> Expect: 100-continue\n> \n< HTTP/1.1 100 Continue\n}} [2 bytes data]\n< HTTP/1.1 200 OK\n< {DATE}< \nhi\n"
    );
    let exchange = only(&text, None);
    assert_eq!(codes(&exchange), [100, 200]);
    assert_eq!((&*exchange.asked.method, broken(&exchange)), ("PUT", Vec::new()));
}

/// With -i and -v, curl shows each head twice.
#[test]
fn what_is_shown_twice_is_judged_once() {
    let text = format!(
        "* Connected\n> DELETE / HTTP/1.1\n> \n< HTTP/1.1 204 No Content\n< {DATE}< \n* left intact\nHTTP/1.1 204 No Content\n{DATE}\n"
    );
    let exchange = only(&text, None);
    assert_eq!((codes(&exchange), &*exchange.asked.method), (vec![204], "DELETE"));
    let upgraded = format!(
        "> GET / HTTP/1.1\n> \n< HTTP/1.1 101 Switching Protocols\n< Connection: Upgrade\n< Upgrade: h2c\n< HTTP/2 200 \n< {DATE}< \n\
         HTTP/1.1 101 Switching Protocols\nConnection: Upgrade\nUpgrade: h2c\n\nHTTP/2 200 \n{DATE}\nhi\n"
    );
    let both = exchanges(&upgraded, None);
    assert_eq!(both.iter().flat_map(codes).collect::<Vec<_>>(), [101, 200]);
    assert_eq!(both.iter().flat_map(broken).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_verbose_request_tells_its_version() {
    let text = format!("> GET / HTTP/1.0\n> \n< HTTP/1.1 200 OK\n< {DATE}< Transfer-Encoding: chunked\n< \nhi\n");
    let found = broken(&only(&text, None));
    assert!(matches!(&found[..], [one] if one.starts_with("RFC 9112 §6.1")), "{found:?}");
}

#[test]
fn what_wget_shows_between_heads_is_nobodys() {
    let text = format!(
        "--2026-- http://a/\nConnecting to a... connected.\n  HTTP/1.1 302 Found\n  {DATE}  Location: /b\nLocation: /b [following]\n\
         Reusing existing connection.\n  HTTP/1.1 200 OK\n  {DATE}Length: 12 [text/plain]\nSaving to: x\n"
    );
    let both = exchanges(&text, None);
    assert_eq!(both.iter().flat_map(codes).collect::<Vec<_>>(), [302, 200]);
    assert_eq!(both.iter().flat_map(broken).collect::<Vec<_>>(), [""; 0]);
}

/// HTTPie and others show the request first.
#[test]
fn a_request_that_stands_before_its_answer_is_known() {
    let text = format!("HEAD /a HTTP/1.1\nHost: a.example\nRange: lines=9-\n\nHTTP/1.1 416 No\n{DATE}\n");
    let exchange = only(&text, None);
    let fields = exchange.asked.fields.as_ref().expect("fields");
    assert_eq!(
        (&*exchange.asked.method, exchange.asked.assumed, fields.section().text("Range")),
        ("HEAD", false, Some("lines=9-"))
    );
    assert!(matches!(&broken(&exchange)[..], [one] if one.starts_with("RFC 9110 §14.2")), "{:?}", broken(&exchange));
    assert_eq!(only(&text, Some("GET")).asked.method, "GET");
}
