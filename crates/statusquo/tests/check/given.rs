//! What is given on the command line: what is sent because of it, and what is refused before anything is sent.

use super::check;
use super::server::{Server, answer, nobody};

fn asked(arguments: &[&str], url: impl Fn(&Server) -> String) -> (String, super::Said) {
    let server = Server::sends(answer("200 OK", "Content-Length: 0\r\n", ""));
    let url = url(&server);
    let said = check(&[arguments, &[&url]].concat());
    (server.asked(), said)
}

#[test]
fn method_and_fields_are_sent_as_given() {
    let arguments = ["-X", "PATCH", "-H", "X-One: a", "-H", "accept: text/html", "--header", "User-Agent:"];
    let (head, said) = asked(&arguments, |server| server.url("/x"));
    assert_eq!(said.code, Some(0), "{said:?}");
    let lines: Vec<&str> = head.lines().filter(|line| !line.starts_with("Host:")).collect();
    let expected = ["PATCH /x HTTP/1.1", "Connection: close", "Content-Length: 0", "X-One: a", "accept: text/html", ""];
    assert_eq!(lines, expected);
    assert!(said.out.starts_with("PATCH http://"), "{}", said.out);
    let (head, _) = asked(&["--request", "BREW"], |server| server.url("/pot"));
    assert!(head.starts_with("BREW /pot HTTP/1.1\r\n"), "{head}");
}

#[test]
fn credentials_are_sent_and_not_shown() {
    let (head, said) = asked(&[], |server| format!("http://reader:s3cret@{}/vault", server.authority()));
    assert!(head.contains("\r\nAuthorization: Basic cmVhZGVyOnMzY3JldA==\r\n"), "{head}");
    assert!(!head.contains('@') && !said.out.contains("s3cret") && !said.out.contains("reader"), "{said:?}");
    let (head, _) = asked(&["-H", "Authorization: Bearer t"], |server| format!("http://a:b@{}/", server.authority()));
    assert_eq!(head.matches("Authorization").count(), 1, "{head}");
}

#[test]
fn what_cannot_be_sent_is_refused_before_anything_is() {
    let url = format!("http://{}/", nobody());
    let table: &[(&[&str], &str)] = &[
        (&["-H", "X: a\r\nY: b", &url], "CR, LF, NUL and other controls may not stand in a field"),
        (&["-H", "X: a\nY: b", &url], "octet 1 of the value is 0x0a"),
        (&["-H", "X", &url], "a field is a name, a colon and a value"),
        (&["-H", "X Y: a", &url], "a field name is a token"),
        (&["-H", "Content-Length: 3", &url], "check sends no content"),
        (&["-H", "Host:", &url], "RFC 9112 §3.2"),
        (&["-X", "GET /", &url], "is no method"),
        (&["-X", "CONNECT", &url], "opens a tunnel"),
        (&["example.org"], "write http://example.org or https://example.org"),
        (&["ftp://a/"], "only http and https are"),
        (&["http://a/b c"], "write it as %20"),
        (&["http://u:hidden@a:b/"], "no port"),
        (&["-", "-"], "standard input can be read once"),
        (&["--timeout", "0", &url], "a number of seconds above 0"),
        (&["--timeout", "soon", &url], "a number of seconds above 0"),
        (&["--cacert", "/nowhere/at.all", &url], "/nowhere/at.all cannot be read"),
        (&["--cacert", "x", "--insecure", &url], "cannot be used with"),
        (&[], "required"),
    ];
    for (arguments, says) in table {
        let said = check(arguments);
        assert_eq!((said.code, &*said.out), (Some(2), ""), "{arguments:?}: {said:?}");
        assert!(said.err.contains(says) && !said.err.contains("hidden"), "{arguments:?}: {}", said.err);
        assert_eq!(said.err.lines().count(), 1, "{arguments:?}: {}", said.err);
    }
}

#[test]
fn help_says_what_it_does() {
    let said = check(&["--help"]);
    assert_eq!(said.code, Some(0));
    for part in ["-X, --method", "-H, --header", "-k, --insecure", "--cacert", "curl -si", "Exit codes:", "--json"] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
}
