//! What is asked before the resource: of the connection, the head, the network and the server as a whole.

use super::Rule;
use crate::Question::*;

pub(super) const RULES: &[Rule] = &[
    // The connection.
    (
        RoomForConnection,
        "A server need not say 503 when it is overloaded, and might simply refuse the connection; this one says it \
         once as many are open as it serves at a time.",
    ),
    (
        SpeaksAsPort,
        "Resources of http and https are kept apart, and a client MUST secure its requests for https ones before it \
         sends them; each port here speaks one way alone, and answers 400 to the other.",
    ),
    (HeadInTime, "408 says that a request did not come whole within the time that the server was prepared to wait."),
    (
        HeadWhole,
        "A server that receives only a part of a request MAY still send an error response before it closes the \
         connection; this one sends a 400.",
    ),
    // The request line.
    (MethodIsToken, "A method is a token, and its case counts; what is none makes no valid request line."),
    (MethodFits, "A server SHOULD answer 501 to a method that is longer than any that it implements."),
    (
        TargetFits,
        "HTTP itself sets no limit, but a server MUST answer 414 to a request target that is longer than any that it \
         wishes to parse.",
    ),
    (
        TargetValid,
        "A request target has one of four forms and no white space in it; to an invalid request line a server SHOULD \
         answer 400, or 301 to the target as it should have been encoded.",
    ),
    (
        RequestLineValid,
        "Single spaces part method, target and version; a server MAY take other white space for them, but that can \
         open the door to request smuggling, so this one does not.",
    ),
    (
        VersionSpoken,
        "505 says that a server does not or will not support the major version of the request, and it SHOULD explain \
         why, and which protocols it supports.",
    ),
    // The fields and the framing.
    (
        FieldsValid,
        "A field line is a name, a colon and a value; a server MUST answer 400 to white space between name and colon, \
         and MUST either do so to a value folded over several lines or unfold it.",
    ),
    (
        FieldsFit,
        "431 says that the server will not process the request because its fields are too large, all together or a \
         single one, which the answer then SHOULD name.",
    ),
    (
        HostValid,
        "A server MUST answer 400 to an HTTP/1.1 request without Host, and to any request with more than one Host line \
         or an invalid value in it.",
    ),
    (
        FramingValid,
        "Content-Length beside Transfer-Encoding ought to be handled as an error, and a server MUST answer 400 and \
         close the connection if chunked is not the final coding, or if Content-Length stands alone and is invalid.",
    ),
    (
        CodingKnown,
        "A server SHOULD answer 501 to a transfer coding that it does not understand; each MUST be able to parse \
         chunked, and this one knows no other.",
    ),
    // Whether the connection is right for the request.
    (
        EarlyData,
        "An intermediary MUST mark with Early-Data what it forwards before its client's TLS handshake is complete, and \
         no waiting further on makes such a request safe.",
    ),
    (
        ReplayHarmless,
        "A server that will not risk a replay answers 425, which it SHOULD NOT send unless the request came in early \
         data or is marked with Early-Data.",
    ),
    (
        Authoritative,
        "An origin server answers 421 to a URI of an origin that it is not configured for, or that does not match the \
         connection; a proxy MUST NOT generate this code.",
    ),
    // Whether the network lets it through, and whether it is for somebody else.
    (
        NetworkOpen,
        "511 says that the client needs to log in to get network access; it is for proxies that intercept, as this \
         server plays one before a single host, and origin servers SHOULD NOT generate it.",
    ),
    (
        AsksProxy,
        "A client that uses a proxy connects to it and sends a request target that matches the URI it wants; so \
         CONNECT, or the URI of another authority, asks for a proxy.",
    ),
    (
        ProxyCredentials,
        "Proxy-Authorization identifies the client to the next proxy that demanded it; a proxy that gets no valid \
         credentials answers 407 with a challenge.",
    ),
    (
        PassedBefore,
        "A proxy MUST send Via in each message that it forwards, which helps to avoid loops; this one adds its name \
         there, and answers 502 to a request that has it already.",
    ),
    (
        MayBeReached,
        "Proxies that support CONNECT SHOULD restrict it to known ports or to a list of safe targets; this one \
         connects only to where this server listens, and answers 403 otherwise.",
    ),
    // Admission.
    (
        Open,
        "503 says that a server cannot handle the request for now, be it overloaded or under scheduled maintenance; it \
         MAY suggest in Retry-After how long to wait.",
    ),
    (
        WithinRate,
        "429 says that a user sent too many requests in a given time; how users are told apart and requests counted is \
         left to the server, and the answer SHOULD explain itself.",
    ),
    (
        CapacityInTime,
        "503 stands for an overload that will likely pass, and a server MAY suggest in Retry-After when to come back; \
         this one first lets a request wait a while for its turn.",
    ),
    // The method as such, and the route.
    (
        MethodImplemented,
        "General-purpose servers MUST support GET and HEAD, and all else is OPTIONAL; an origin server SHOULD answer \
         501 to a method that it does not recognize or implement.",
    ),
    (
        RouteKnown,
        "404 says that an origin server found no current representation of the resource, or will not disclose that \
         there is one; whether that lasts, it does not say.",
    ),
    (
        NumberAsked,
        "A client MUST understand the class of any status code by its first digit, even if it does not know the code; \
         so that this can be tried, any number can be asked for here.",
    ),
    (
        NumberValid,
        "Numbers outside 100 to 599 are no valid status codes, and a client SHOULD process them like a 5xx; this \
         server sends none, and answers 400 to whoever asks for one.",
    ),
    (
        NumberNeedsUpgrade,
        "A server MUST NOT switch to a protocol that the client did not name in Upgrade, so 101 needs such an offer; a \
         426 MUST say in Upgrade which protocols are acceptable.",
    ),
    (
        Lawful,
        "451 says that access is denied because of a legal demand; the answer SHOULD explain who made it, under which \
         law, and to whom and what it applies.",
    ),
    (
        Moved,
        "A redirection can say that the resource might be available at a different URI, which Location gives; the user \
         agent MAY follow it automatically.",
    ),
    (
        MethodKept,
        "After 301 and 302 a user agent MAY change POST to GET, as most came to do; 307 and 308 were added later to \
         say without doubt that the method stays.",
    ),
    (
        KeptForGood,
        "308 gives a new permanent URI and 307 a temporary one, and after 307 a user agent MUST NOT change the method \
         if it follows automatically; in both a server SHOULD send Location.",
    ),
    (
        MovedForGood,
        "After 301 future references ought to use the new permanent URI, after 302 a client ought to go on using the \
         old one; in both a server SHOULD send Location.",
    ),
];
