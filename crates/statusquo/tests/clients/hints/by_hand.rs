//! What a hint takes that is more than a method, a target and fields. A script that ends in failure fails its hint.

/// The code, the hint to the letter, and the script.
pub(super) const BY_HAND: &[(u16, &str, &str)] = &[
    (
        100,
        "PUT /lab/documents/notes with Expect: 100-continue, the content held back",
        "doc PUT notes -H 'Expect: 100-continue' -d milk",
    ),
    (
        101,
        "GET /lab/echo with Upgrade: websocket, Connection: Upgrade, Sec-WebSocket-Version: 13 and a \
         Sec-WebSocket-Key",
        "curl -si --max-time 1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H \
         'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' $u/lab/echo; true",
    ),
    (
        102,
        "GET /lab/jobs/{id}?wait=3 while the job runs: at once, then every second",
        "curl -s $u/lab/jobs --json '{\"seconds\": 2.5}'; test $(curl -si \"$u/lab/jobs/1?wait=3\" | grep -c ' 102 \
         ') = 3",
    ),
    (
        104,
        "POST /lab/uploads with Upload-Complete: ?1 and Upload-Draft-Interop-Version: 8",
        "curl -si -H 'Upload-Complete: ?1' -H 'Upload-Draft-Interop-Version: 8' -d hello $u/lab/uploads",
    ),
    (
        104,
        "the same with more than 64 KiB of content: one with an Upload-Offset after every 64 KiB or a little more",
        "head -c 200000 /dev/zero | curl -si -H 'Upload-Complete: ?1' -H 'Upload-Draft-Interop-Version: 8' \
         --data-binary @- $u/lab/uploads | grep -c '^Upload-Offset:' | grep '[123]'",
    ),
    (
        200,
        "GET /lab/jobs/1 while the job runs",
        "curl -s $u/lab/jobs --json '{\"seconds\": 5}'; curl -si $u/lab/jobs/1",
    ),
    (
        200,
        "CONNECT 127.0.0.1:8080 with Proxy-Authorization for proxy:proxy",
        "curl -si -p -x $u -U proxy:proxy $u/lab/documents/nowhere | grep '200 Connection'",
    ),
    (
        201,
        "POST /lab/users with a name and an email that nobody has",
        "user POST '' '{\"name\": \"Ada\", \"email\": \"ada@example.test\"}'",
    ),
    (202, "POST /lab/jobs", "curl -si $u/lab/jobs --json '{\"seconds\": 0.1}'"),
    (205, "POST /lab/form with then=next", "curl -si -d entry=hello -d then=next $u/lab/form"),
    (
        206,
        "GET /lab/documents/welcome with Range: bytes=20- and If-Range: its ETag",
        "tag=$(doc GET welcome | tr -d '\\r' | sed -n 's/^ETag: //p'); doc GET welcome -H 'Range: bytes=20-' -H \
         \"If-Range: $tag\"",
    ),
    (207, "PROPPATCH /lab/dav/note of a property of your own and of getetag", PROPPATCH),
    (207, "DELETE /lab/dav/{collection} with a locked member", "lock $u/lab/dav/closet/coat; dav DELETE /closet/"),
    (
        208,
        "BIND in /lab/dav/ of a second name for /lab/dav/closet, then PROPFIND with DAV: bind",
        "bind /lab/dav/ wardrobe /lab/dav/closet; dav PROPFIND / -H 'Depth: infinity' -H 'DAV: bind'",
    ),
    (
        208,
        "BIND in /lab/dav/closet/ of a name for itself, then PROPFIND with DAV: bind",
        "bind /lab/dav/closet/ again /lab/dav/closet; dav PROPFIND /closet/ -H 'DAV: bind'",
    ),
    (
        226,
        "GET /lab/documents/welcome, PUT it with a line more, then GET it with A-IM: diffe and If-None-Match: the \
         ETag it had",
        "tag=$(doc GET welcome | tr -d '\\r' | sed -n 's/^ETag: //p'); (curl -s $u/lab/documents/welcome; echo \
         more) | curl -s -T - $u/lab/documents/welcome; doc GET welcome -H 'A-IM: diffe' -H \"If-None-Match: $tag\"",
    ),
    (303, "POST /lab/form with entry=hello", "curl -si -d entry=hello $u/lab/form"),
    (
        303,
        "POST /lab/jobs, then GET /lab/jobs/1 once it is done",
        "curl -s $u/lab/jobs --json '{\"seconds\": 0.1}'; sleep 1; curl -si $u/lab/jobs/1",
    ),
    (
        304,
        "GET /lab/documents/welcome with If-None-Match: the ETag it was sent with",
        "tag=$(doc GET welcome | tr -d '\\r' | sed -n 's/^ETag: //p'); doc GET welcome -H \"If-None-Match: $tag\"",
    ),
    (
        304,
        "GET /lab/documents/welcome with If-Modified-Since: the Last-Modified it was sent with",
        "date=$(doc GET welcome | tr -d '\\r' | sed -n 's/^Last-Modified: //p'); doc GET welcome -H \
         \"If-Modified-Since: $date\"",
    ),
    (400, "POST /lab/users with {\"name\":", "user POST '' '{\"name\":'"),
    (
        400,
        "POST /lab/users with {\"name\": \"Ada\"}, or GET /lab/divide without ?by=",
        "user POST '' '{\"name\": \"Ada\"}' | grep ' 400 ' && curl -si $u/lab/divide | grep ' 400 '",
    ),
    (400, "GET / HTTP/1.1 without a Host field", "say 'GET / HTTP/1.1\\r\\n\\r\\n'"),
    (400, "curl -sk https:// to the lab's HTTP port", "curl -sk https://$a; true"),
    (400, "GARBAGE as the first line", "say 'GARBAGE\\r\\n\\r\\n'"),
    (400, "GET / with X-A : 1", "say 'GET / HTTP/1.1\\r\\nHost: a\\r\\nX-A : 1\\r\\n\\r\\n'"),
    (
        400,
        "GET / with a field line that begins with a space",
        "say 'GET / HTTP/1.1\\r\\nHost: a\\r\\nX-A: 1\\r\\n 2\\r\\n\\r\\n'",
    ),
    (400, "GET / with a NUL in a field value", "say 'GET / HTTP/1.1\\r\\nHost: a\\r\\nX-A: 1\\0002\\r\\n\\r\\n'"),
    (
        400,
        "POST /lab/users with Content-Length: 3 and Content-Length: 4",
        "say 'POST /lab/users HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 3\\r\\nContent-Length: 4\\r\\n\\r\\nabc'",
    ),
    (
        400,
        "POST /lab/users with both framing fields",
        "say 'POST /lab/users HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 3\\r\\nTransfer-Encoding: \
         chunked\\r\\n\\r\\n0\\r\\n\\r\\n'",
    ),
    (
        400,
        "POST /lab/users with Transfer-Encoding: chunked, gzip",
        "say 'POST /lab/users HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked, gzip\\r\\n\\r\\n0\\r\\n\\r\\n'",
    ),
    (
        400,
        "POST /lab/users with Transfer-Encoding: chunked and a chunk size of zz",
        "say 'POST /lab/users HTTP/1.1\\r\\nHost: a\\r\\nContent-Type: application/json\\r\\nTransfer-Encoding: \
         chunked\\r\\n\\r\\nzz\\r\\n'",
    ),
    (401, "GET /lab/vault with Basic credentials reader:wrong", "curl -si -u reader:wrong $u/lab/vault"),
    (
        402,
        "GET /lab/meter four times; POST /lab/meter/top-up helps",
        "test \"$(for i in 1 2 3 4; do curl -s -o /dev/null -w '%{http_code} ' $u/lab/meter; done)\" = '200 200 200 \
         402 ' && curl -s -X POST $u/lab/meter/top-up && curl -si $u/lab/meter | grep ' 200 '",
    ),
    (403, "GET /lab/vault/keys as reader:reader", "curl -si -u reader:reader $u/lab/vault/keys"),
    (
        403,
        "GET http://example.com/, the whole URI as the target, with Proxy-Authorization for proxy:proxy",
        "curl -si -x $u -U proxy:proxy http://example.com/",
    ),
    (
        407,
        "GET http://example.com/, the whole URI as the target: the lab is a forward proxy for what is not its own",
        "curl -si -x $u http://example.com/",
    ),
    (
        407,
        "the same with Proxy-Authorization: Basic and other credentials than proxy:proxy",
        "curl -si -x $u -U proxy:other http://example.com/",
    ),
    (407, "CONNECT example.com:443", "curl -si -p -x $u http://example.com:443/; true"),
    (
        408,
        "nc to the lab's port, then GET / HTTP/1.1 and no empty line for ten seconds",
        "(printf 'GET / HTTP/1.1\\r\\n'; sleep 3) | curl -s --max-time 5 telnet://$a",
    ),
    (
        408,
        "PUT /lab/documents/slow with Content-Length: 10 and two octets of content",
        "(printf 'PUT /lab/documents/slow HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 10\\r\\n\\r\\nhi'; sleep 2) | \
         curl -s --max-time 4 telnet://$a",
    ),
    (
        409,
        "POST /lab/users with an email already taken",
        "user POST '' '{\"name\": \"Ada\", \"email\": \"grace@example.test\"}'",
    ),
    (
        409,
        "PUT /lab/users/1 with a stale \"version\"",
        "for i in 1 2; do user PUT /1 '{\"name\": \"Grace H.\", \"email\": \"grace@example.test\", \"version\": \
         1}'; done",
    ),
    (
        409,
        "PATCH /lab/uploads/{id} with an Upload-Offset that is not the upload's",
        "at=$(curl -si -H 'Upload-Complete: ?0' -H 'Upload-Draft-Interop-Version: 8' -d hello $u/lab/uploads | tr \
         -d '\\r' | sed -n 's/^Location: //p' | tail -1); curl -si -X PATCH -H 'Upload-Draft-Interop-Version: 8' -H \
         'Upload-Complete: ?1' -H 'Upload-Offset: 3' -H 'Content-Type: application/partial-upload' -d lo $u$at",
    ),
    (410, "DELETE /lab/documents/welcome, then GET it", "doc DELETE welcome; doc GET welcome"),
    (
        411,
        "POST /lab/needs-length with Transfer-Encoding: chunked",
        "curl -si -H 'Transfer-Encoding: chunked' -d hello $u/lab/needs-length",
    ),
    (
        412,
        "GET /lab/documents/welcome with If-Match: W/ and its own ETag",
        "tag=$(doc GET welcome | tr -d '\\r' | sed -n 's/^ETag: //p'); doc GET welcome -H \"If-Match: W/$tag\"",
    ),
    (
        413,
        "PUT /lab/documents/big with Content-Length: 2000000",
        "head -c 2000000 /dev/zero | curl -si -X PUT --data-binary @- $u/lab/documents/big; true",
    ),
    (
        413,
        "PUT /lab/documents/big with more than 1 MiB in chunks",
        "head -c 1100000 /dev/zero | curl -si -X PUT -H 'Transfer-Encoding: chunked' --data-binary @- \
         $u/lab/documents/big; true",
    ),
    (
        414,
        "GET /lab/documents/welcome?comment= and more than 8,192 octets",
        "curl -si \"$u/lab/documents/welcome?comment=$(printf '%08193d' 0)\"",
    ),
    (415, "PUT /lab/documents/notes with Content-Encoding: br", "doc PUT notes -H 'Content-Encoding: br' -d hello"),
    (415, "PATCH /lab/users/1 with Content-Type: application/json", "user PATCH /1 '{\"name\": \"Grace H.\"}'"),
    (415, "MKCOL /lab/dav/new with any content", "dav MKCOL /new -d any"),
    (
        416,
        "PUT a shorter /lab/documents/welcome, then GET it with Range: bytes=20-; with If-Range it would be 200",
        "tag=$(doc GET welcome | tr -d '\\r' | sed -n 's/^ETag: //p'); doc PUT welcome -d short; doc GET welcome -H \
         'Range: bytes=20-' -H \"If-Range: $tag\" | grep ' 200 ' && doc GET welcome -H 'Range: bytes=20-'",
    ),
    (
        416,
        "PUT an empty /lab/documents/empty, then GET it with Range: bytes=0-",
        "doc PUT empty -d ''; doc GET empty -H 'Range: bytes=0-'",
    ),
    (
        421,
        "over TLS, ask for localhost in the handshake and send Host: other.localhost",
        "curl -sik -H 'Host: other.localhost' $s/lab/documents/welcome",
    ),
    (
        422,
        "POST /lab/users with \"age\": -3",
        "user POST '' '{\"name\": \"Ada\", \"email\": \"ada@example.test\", \"age\": -3}'",
    ),
    (
        422,
        "POST /lab/users with an empty name, no @ in the email and age -3",
        "test $(user POST '' '{\"name\": \"\", \"email\": \"ada.example.test\", \"age\": -3}' | grep -o '#/[a-z]*' \
         | sort -u | wc -l) = 3",
    ),
    (423, "LOCK /lab/dav/note, then PUT without If", "lock $u/lab/dav/note; dav PUT /note -d mine"),
    (
        423,
        "DELETE /lab/dav/{collection} with a locked member",
        "lock $u/lab/dav/closet/coat; dav DELETE /closet/ | grep 'HTTP/1.1 423'",
    ),
    (424, "PROPPATCH /lab/dav/note of a property of your own and of getetag", PROPPATCH),
    (
        424,
        "LOCK /lab/dav/{collection} with Depth: infinity and a locked member",
        "lock $u/lab/dav/closet/coat; lock -H 'Depth: infinity' $u/lab/dav/closet/",
    ),
    (
        425,
        "PUT, POST or DELETE anywhere under /lab/ in TLS early data, as openssl s_client -early_data sends it",
        "d=$(mktemp -d); p=${s##*:}; printf 'GET /lab/documents/welcome HTTP/1.1\\r\\nHost: \
         localhost\\r\\nConnection: close\\r\\n\\r\\n' | openssl s_client -connect localhost:$p -servername \
         localhost -sess_out $d/s -ign_eof; printf 'DELETE /lab/documents/welcome HTTP/1.1\\r\\nHost: \
         localhost\\r\\nConnection: close\\r\\n\\r\\n' > $d/early; openssl s_client -connect localhost:$p \
         -servername localhost -sess_in $d/s -early_data $d/early -ign_eof < /dev/null; rm -r $d",
    ),
    (428, "PUT /lab/guarded/plan without If-Match", "curl -si -X PUT -d mine $u/lab/guarded/plan"),
    (428, "PUT /lab/guarded/new without If-None-Match: *", "curl -si -X PUT -d mine $u/lab/guarded/new"),
    (429, "GET /lab/limited six times at once", "curl -si \"$u/lab/limited?[1-6]\""),
    (
        431,
        "GET /lab/documents/welcome with a field of more than 65,536 octets",
        "doc GET welcome -H \"X-Large: $(printf '%065537d' 0)\"",
    ),
    (
        431,
        "GET /lab/documents/welcome with 101 field lines",
        "fields=(); for i in {1..98}; do fields+=(-H \"X-$i: 1\"); done; doc GET welcome \"${fields[@]}\"",
    ),
    (
        502,
        "a request to the lab as a proxy, proxy:proxy, with the Via that an answer through it carries",
        "via=$(curl -si -x $u -U proxy:proxy http://127.0.0.1:${s##*:}/ | tr -d '\\r' | sed -n 's/^Via: //p'); curl \
         -si -x $u -U proxy:proxy -H \"Via: $via\" http://127.0.0.1:${s##*:}/",
    ),
    (
        503,
        "GET /lab/busy?seconds=0.5, three at the same time",
        "curl -si -Z --parallel-immediate \"$u/lab/busy?seconds=0.[5-5]&[1-3]\"",
    ),
    (
        503,
        "PUT /_/maintenance {\"seconds\": 5}, then GET /lab/documents/welcome",
        "curl -si -X PUT $u/_/maintenance --json '{\"seconds\": 5}'; doc GET welcome",
    ),
    (
        505,
        "GET /lab/documents/welcome HTTP/2.0, as text",
        "say 'GET /lab/documents/welcome HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n'",
    ),
    (
        507,
        "PUT /lab/documents/{name} with new names until the store is full",
        "curl -s -X PUT -d hello \"$u/lab/documents/n[1-101]\" -o /dev/null",
    ),
    (507, "PUT into /lab/dav/closet/, which takes 100 octets", "dav PUT /closet/hat -d $(printf '%0101d' 0)"),
    (
        508,
        "BIND in /lab/dav/closet/ of a name for itself, then PROPFIND without DAV: bind",
        "bind /lab/dav/closet/ again /lab/dav/closet; dav PROPFIND /closet/",
    ),
    (
        511,
        "GET / at the host portal.localhost, let through with the cookie that POST /lab/portal/login sets",
        "curl -si -H 'Host: portal.localhost' $u/ | grep ' 511 ' && cookie=$(login) && curl -si -H 'Host: \
         portal.localhost' -H \"Cookie: $cookie\" $u/lab/documents/welcome | grep ' 200 '",
    ),
    (
        511,
        "the same after a login with seconds=1, a second later",
        "cookie=$(login -d seconds=1); curl -si -H 'Host: portal.localhost' -H \"Cookie: $cookie\" \
         $u/lab/documents/welcome | grep ' 200 ' && sleep 1.2; curl -si -H 'Host: portal.localhost' -H \"Cookie: \
         $cookie\" $u/ | grep ' 511 '",
    ),
];

const PROPPATCH: &str = r#"dav PROPPATCH /note -H 'Content-Type: application/xml' -d '<propertyupdate xmlns="DAV:"><set><prop><author xmlns="urn:example">Grace</author><getetag>mine</getetag></prop></set></propertyupdate>'"#;
