//! What is masked and what is not: heads that are whole, broken, cut, folded, repeated, and the content after them.

use statusquo_journal::mask;

/// What it is, the bytes, and what must be seen of them.
type Case = (&'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    (
        "Basic credentials keep their scheme",
        "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic cmVhZGVy\r\nAccept: */*\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic ********\r\nAccept: */*\r\n\r\n",
    ),
    (
        "upper and lower case, Bearer and Digest",
        "GET / HTTP/1.1\r\nAUTHORIZATION: bearer abc\r\nproxy-authorization: DIGEST a=\"b\", c=d\r\n\r\n",
        "GET / HTTP/1.1\r\nAUTHORIZATION: bearer ***\r\nproxy-authorization: DIGEST **********\r\n\r\n",
    ),
    (
        "an unknown scheme may be the secret itself",
        "GET / HTTP/1.1\r\nAuthorization: hunter2 extra\r\nAuthorization: reader-token\r\n\r\n",
        "GET / HTTP/1.1\r\nAuthorization: *************\r\nAuthorization: ************\r\n\r\n",
    ),
    (
        "a scheme's name without a space after it is no scheme",
        "GET / HTTP/1.1\r\nAuthorization: Basic:secret\r\nAuthorization: Basics x\r\nAuthorization: Basic\r\n\r\n",
        "GET / HTTP/1.1\r\nAuthorization: ************\r\nAuthorization: ********\r\nAuthorization: Basic\r\n\r\n",
    ),
    (
        "no space after the colon, several, a tab",
        "GET / HTTP/1.1\r\nCookie:a=1\r\nCookie:   b=2\r\nAuthorization:\tBasic \t x y \r\n\r\n",
        "GET / HTTP/1.1\r\nCookie:***\r\nCookie:   ***\r\nAuthorization:\tBasic \t ****\r\n\r\n",
    ),
    (
        "a cookie named like a scheme is still a cookie",
        "GET / HTTP/1.1\r\nCookie: Basic abc\r\n\r\n",
        "GET / HTTP/1.1\r\nCookie: *********\r\n\r\n",
    ),
    (
        "Set-Cookie on several lines of an answer, Cookie in neither its name nor others",
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nVary: Cookie\r\nset-cookie: b=2\r\nX-Cookie: c\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nSet-Cookie: ***********\r\nVary: Cookie\r\nset-cookie: ***\r\nX-Cookie: c\r\n\r\nhi",
    ),
    (
        "other names that contain a secret one",
        "GET / HTTP/1.1\r\nX-Authorization: a\r\nAuthorization-Info: b\r\nCookie2: c\r\nWWW-Authenticate: Basic d\r\n\r\n",
        "GET / HTTP/1.1\r\nX-Authorization: a\r\nAuthorization-Info: b\r\nCookie2: c\r\nWWW-Authenticate: Basic d\r\n\r\n",
    ),
    (
        "content that looks like a field",
        "POST / HTTP/1.1\r\nContent-Length: 28\r\n\r\nAuthorization: Basic content",
        "POST / HTTP/1.1\r\nContent-Length: 28\r\n\r\nAuthorization: Basic content",
    ),
    (
        "content after a final answer that looks like another head",
        "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 100 Continue\r\nCookie: a\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 100 Continue\r\nCookie: a\r\n\r\n",
    ),
    (
        "interim answers and the final one",
        "HTTP/1.1 100 Continue\r\nSet-Cookie: a\r\n\r\nHTTP/1.1 103 Early Hints\r\nset-cookie: b\r\nLink: c\r\n\r\n\
         HTTP/1.1 200 OK\r\nSet-Cookie: d\r\n\r\nSet-Cookie: content",
        "HTTP/1.1 100 Continue\r\nSet-Cookie: *\r\n\r\nHTTP/1.1 103 Early Hints\r\nset-cookie: *\r\nLink: c\r\n\r\n\
         HTTP/1.1 200 OK\r\nSet-Cookie: *\r\n\r\nSet-Cookie: content",
    ),
    (
        "what follows 101 is another protocol",
        "HTTP/1.1 101 Switching Protocols\r\nSet-Cookie: a\r\n\r\nCookie: frame",
        "HTTP/1.1 101 Switching Protocols\r\nSet-Cookie: *\r\n\r\nCookie: frame",
    ),
    (
        "empty lines before the request",
        "\r\n\r\nGET / HTTP/1.1\r\nCookie: a\r\n\r\nCookie: content",
        "\r\n\r\nGET / HTTP/1.1\r\nCookie: *\r\n\r\nCookie: content",
    ),
    (
        "cut within the value, the scheme, the line end",
        "GET / HTTP/1.1\r\nAuthorization: Basic abc",
        "GET / HTTP/1.1\r\nAuthorization: Basic ***",
    ),
    ("cut in the scheme", "GET / HTTP/1.1\r\nAuthorization: Bas", "GET / HTTP/1.1\r\nAuthorization: ***"),
    ("cut in the line end", "GET / HTTP/1.1\r\nCookie: abc\r", "GET / HTTP/1.1\r\nCookie: ***\r"),
    (
        "folded lines of a masked field, and of another",
        "GET / HTTP/1.1\r\nAuthorization: Basic\r\n secret\r\n\tmore: x\r\nHost: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\nAuthorization: Basic\r\n ******\r\n\t*******\r\nHost: a\r\n b\r\n\r\n",
    ),
    (
        "a stray line after a masked field",
        "GET / HTTP/1.1\r\nCookie: a=1;\r\nb=2\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nCookie: ****\r\n***\r\nHost: a\r\n\r\n",
    ),
    (
        "bare LF ends the lines, and the head has no end that could be trusted",
        "GET / HTTP/1.1\nAuthorization: Basic abc\nHost: a\n\nCookie: b\nHost: b",
        "GET / HTTP/1.1\nAuthorization: Basic ***\nHost: a\n\nCookie: *\nHost: b",
    ),
    (
        "a bare LF before the empty line",
        "GET / HTTP/1.1\r\nHost: a\n\r\nCookie: b\r\n\r\nCookie: c",
        "GET / HTTP/1.1\r\nHost: a\n\r\nCookie: *\r\n\r\nCookie: *",
    ),
    (
        "a bare CR in a value, and one before a name",
        "GET / HTTP/1.1\r\nAuthorization: Basic ab\rcd: e\r\nHost: a\rCookie: b\r\n\r\n",
        "GET / HTTP/1.1\r\nAuthorization: Basic ********\r\nHost: a\rCookie: *\r\n\r\n",
    ),
    (
        "spaces, controls and quotes around the name",
        "GET / HTTP/1.1\r\n Authorization: a\r\nA: b\r\nCookie : b\r\nA: b\r\n\0Cookie\0: c\r\nA: b\r\n\"Cookie\": d\r\n\
         A: b\r\nGET Cookie: e\r\n\r\n",
        "GET / HTTP/1.1\r\n Authorization: *\r\nA: b\r\nCookie : *\r\nA: b\r\n\0Cookie****\r\nA: b\r\n\"Cookie****\r\n\
         A: b\r\nGET Cookie: *\r\n\r\n",
    ),
    (
        "a name without its colon",
        "GET / HTTP/1.1\r\nAuthorization Basic abc\r\nHost: a\r\nCookie\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nAuthorization Basic ***\r\nHost: a\r\nCookie\r\nHost: a\r\n\r\n",
    ),
    ("no request line", "Authorization: Basic abc\r\n\r\n", "Authorization: Basic ***\r\n\r\n"),
    ("a name alone at the very end", "GET / HTTP/1.1\r\nCookie:", "GET / HTTP/1.1\r\nCookie:"),
    (
        "a target or a host with a telling name",
        "CONNECT cookie:443 HTTP/1.1\r\nHost: cookie:443\r\n\r\n",
        "CONNECT cookie:443 HTTP/1.1\r\nHost: cookie:443\r\n\r\n",
    ),
    (
        "a path with a telling name",
        "GET /authorization:abc HTTP/1.1\r\nReferer: /cookie: a\r\n\r\n",
        "GET /authorization:abc HTTP/1.1\r\nReferer: /cookie: a\r\n\r\n",
    ),
    ("nothing", "", ""),
    ("nothing but line ends", "\r\n\r\n\r\n", "\r\n\r\n\r\n"),
];

#[test]
fn each_case_is_masked_as_the_table_says() {
    for (what, bytes, expected) in CASES {
        let mut masked = bytes.as_bytes().to_vec();
        mask(&mut masked);
        assert_eq!(String::from_utf8_lossy(&masked), *expected, "{what}");
    }
}

#[test]
fn masking_again_changes_nothing() {
    for (what, _, expected) in CASES {
        let mut masked = expected.as_bytes().to_vec();
        mask(&mut masked);
        assert_eq!(String::from_utf8_lossy(&masked), *expected, "{what}");
    }
}

/// Wherever the names stand, and however much there is before them: octets are compared many at a time.
#[test]
fn a_field_before_them_moves_the_secrets_and_nothing_else() {
    let mut moved = 0;
    for (what, bytes, expected) in CASES {
        let Some((start, rest)) = bytes.split_once("\r\n").filter(|(start, _)| start.ends_with("HTTP/1.1")) else {
            continue;
        };
        for length in (0..=140).chain([1000, 4000, 4060, 5000, 10_000]) {
            let field = format!("A: {}", "a".repeat(length));
            let mut masked = format!("{start}\r\n{field}\r\n{rest}").into_bytes();
            mask(&mut masked);
            let expected = format!("{start}\r\n{field}\r\n{}", &expected[start.len() + 2..]);
            assert_eq!(String::from_utf8_lossy(&masked), expected, "{what}, after a field of {length}");
        }
        moved += 1;
    }
    assert!(moved > 15, "{moved} cases have a start line to put a field behind");
}

/// However early the bytes end, nothing of the secret is seen and no offset moves.
#[test]
fn a_cut_anywhere_hides_the_secret() {
    let bytes =
        b"POST /x HTTP/1.1\r\nCookie: 7777\r\nAuthorization: Basic 7777\r\n 7777\r\nProxy-Authorization: 77\r\n\r\n";
    for length in 0..=bytes.len() {
        let mut cut = bytes[..length].to_vec();
        mask(&mut cut);
        assert_eq!(cut.len(), length);
        assert!(!cut.contains(&b'7'), "cut at {length}: {}", String::from_utf8_lossy(&cut));
    }
}

/// One octet anywhere in a head replaced by a troublemaker: still nothing of the secret is seen, unless the name itself
/// was spoiled.
#[test]
fn a_spoiled_octet_hides_the_secret_all_the_same() {
    let bytes = b"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic 7777\r\nAccept: b\r\n\r\n";
    let name = bytes.windows(13).position(|window| window == b"Authorization").expect("it is there");
    for at in (0..bytes.len()).filter(|at| !(name..name + 13).contains(at)) {
        for octet in [0, b'\n', b'\r', b' ', b':', b'"', 0x80] {
            let mut spoiled = bytes.to_vec();
            spoiled[at] = octet;
            mask(&mut spoiled);
            assert!(
                !spoiled.windows(2).any(|two| two == b"77"),
                "{}",
                String::from_utf8_lossy(&spoiled).escape_debug()
            );
        }
    }
}
