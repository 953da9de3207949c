//! The numbers that nobody registered and people meet all the same, one use each: explained, never sent for a cause.

/// One use of a number that is not registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The number.
    pub code: u16,
    /// Who uses it.
    pub whose: &'static str,
    /// What they call it, if they gave it a name.
    pub name: Option<&'static str>,
    /// What they mean by it, in one or two sentences.
    pub meaning: &'static str,
    /// Where it is met.
    pub seen: Seen,
    /// The registered codes that say most nearly the same.
    pub nearest: &'static [u16],
}

/// Where a number that is not registered is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// In answers.
    Answers,
    /// In logs alone; the client is sent something else, or nothing.
    Logs,
    /// Inside a client or its library; no server sent it.
    Clients,
}

impl Seen {
    /// One word for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Seen::Answers => "answers",
            Seen::Logs => "logs",
            Seen::Clients => "clients",
        }
    }

    /// The same for people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Seen::Answers => "sent in answers",
            Seen::Logs => "in logs only, never sent under this number",
            Seen::Clients => "made up by the client, sent by no server",
        }
    }
}

/// Every known use, by rising number; a number may have several.
pub const USES: &[Use] = &[
    seen(
        0,
        "curl and browsers",
        None,
        "There was no status code at all: the name did not resolve, the connection or TLS failed, or a browser's rules \
         (CORS) kept the answer from the script. curl prints 000, XMLHttpRequest gives 0.",
        Seen::Clients,
        &[],
    ),
    seen(
        0,
        "Squid and Envoy",
        None,
        "There was no status to log: most often the client had left before any answer began.",
        Seen::Logs,
        &[408],
    ),
    seen(
        419,
        "Laravel",
        Some("Page Expired"),
        "The form's CSRF token is missing, wrong or too old, often because the session ran out. Load the form again.",
        Seen::Answers,
        &[403],
    ),
    seen(
        420,
        "Twitter's first API",
        Some("Enhance Your Calm"),
        "The client was asking too often; later versions of the API say 429.",
        Seen::Answers,
        &[429],
    ),
    seen(
        420,
        "Spring",
        Some("Method Failure"),
        "From a WebDAV draft that never became an RFC, kept as a deprecated constant: a method failed as part of a \
         larger one.",
        Seen::Answers,
        &[424],
    ),
    seen(
        430,
        "Shopify",
        Some("Shopify Security Rejection"),
        "The request looked malicious to the shop's protection and was refused.",
        Seen::Answers,
        &[403, 429],
    ),
    seen(440, "Microsoft IIS", Some("Login Time-out"), "The session has run out; log in again.", Seen::Answers, &[401]),
    seen(
        444,
        "nginx",
        Some("No Response"),
        "A rule (`return 444`) told nginx to close the connection without a word. The client saw a closed connection.",
        Seen::Logs,
        &[400, 403],
    ),
    seen(
        449,
        "Microsoft IIS",
        Some("Retry With"),
        "The request lacks something that the server names; send it again with that.",
        Seen::Answers,
        &[400],
    ),
    seen(
        450,
        "Microsoft Windows",
        Some("Blocked by Windows Parental Controls"),
        "Parental controls on the user's own machine block the page.",
        Seen::Answers,
        &[403],
    ),
    seen(
        460,
        "AWS load balancers",
        None,
        "The client closed the connection before the load balancer could answer, often because its own timeout is the \
         shorter one.",
        Seen::Logs,
        &[408],
    ),
    seen(
        463,
        "AWS load balancers",
        None,
        "X-Forwarded-For came with more than 30 addresses.",
        Seen::Answers,
        &[400, 431],
    ),
    seen(
        464,
        "AWS load balancers",
        None,
        "The request came in a version of HTTP that the group of servers behind is not set up for, such as HTTP/1.1 where \
         that is gRPC.",
        Seen::Answers,
        &[400, 505],
    ),
    seen(
        494,
        "nginx",
        Some("Request Header Too Large"),
        "A field, or all of them, were over `large_client_header_buffers`. The client is sent 400.",
        Seen::Logs,
        &[431, 400],
    ),
    seen(
        495,
        "nginx",
        Some("SSL Certificate Error"),
        "The client's certificate did not verify. The client is sent 400.",
        Seen::Logs,
        &[400, 403],
    ),
    seen(
        496,
        "nginx",
        Some("SSL Certificate Required"),
        "The client presented no certificate where one is required. The client is sent 400.",
        Seen::Logs,
        &[400, 401],
    ),
    seen(
        497,
        "nginx",
        Some("HTTP Request Sent to HTTPS Port"),
        "Plain HTTP arrived on a port that speaks TLS. The client is sent 400, unless `error_page 497` turns that into a \
         redirect to https.",
        Seen::Logs,
        &[400, 301],
    ),
    seen(
        498,
        "Esri ArcGIS",
        Some("Invalid Token"),
        "The token that came with the request is wrong or has expired.",
        Seen::Answers,
        &[401],
    ),
    seen(
        499,
        "nginx",
        Some("Client Closed Request"),
        "The client closed the connection while nginx was still working on its request, often because the client's own \
         timeout is shorter than the answer takes. Nobody was there to be sent anything.",
        Seen::Logs,
        &[408, 504],
    ),
    seen(499, "Esri ArcGIS", Some("Token Required"), "The request needs a token and had none.", Seen::Answers, &[401]),
    seen(
        499,
        "Google's interfaces",
        Some("Client Closed Request"),
        "The call was cancelled (`CANCELLED`), usually by the client itself.",
        Seen::Answers,
        &[408],
    ),
    seen(
        509,
        "Apache with cPanel",
        Some("Bandwidth Limit Exceeded"),
        "The site has used up the traffic that its hosting plan allows.",
        Seen::Answers,
        &[503],
    ),
    seen(
        520,
        "Cloudflare",
        Some("Web Server Returned an Unknown Error"),
        "The origin answered with something empty, broken or unexpected.",
        Seen::Answers,
        &[502],
    ),
    seen(521, "Cloudflare", Some("Web Server Is Down"), "The origin refused the connection.", Seen::Answers, &[502]),
    seen(
        522,
        "Cloudflare",
        Some("Connection Timed Out"),
        "No connection to the origin came about in time.",
        Seen::Answers,
        &[504],
    ),
    seen(
        523,
        "Cloudflare",
        Some("Origin Is Unreachable"),
        "There is no way to the origin's address.",
        Seen::Answers,
        &[502],
    ),
    seen(
        524,
        "Cloudflare",
        Some("A Timeout Occurred"),
        "The connection to the origin stood, but its answer did not come in time.",
        Seen::Answers,
        &[504],
    ),
    seen(
        525,
        "Cloudflare",
        Some("SSL Handshake Failed"),
        "The TLS handshake with the origin failed.",
        Seen::Answers,
        &[502],
    ),
    seen(
        526,
        "Cloudflare",
        Some("Invalid SSL Certificate"),
        "The origin's certificate did not verify.",
        Seen::Answers,
        &[502],
    ),
    seen(
        526,
        "Cloud Foundry's router",
        Some("Invalid SSL Certificate"),
        "The application's certificate did not verify.",
        Seen::Answers,
        &[502],
    ),
    seen(
        527,
        "Cloudflare",
        Some("Railgun Listener to Origin Error"),
        "The connection to the origin's Railgun listener failed; the product is no longer offered.",
        Seen::Answers,
        &[502],
    ),
    seen(
        529,
        "several services",
        Some("Site Is Overloaded"),
        "The service has more to do than it can; Qualys SSL Labs and Anthropic's API use it.",
        Seen::Answers,
        &[503],
    ),
    seen(
        530,
        "Cloudflare",
        None,
        "An error with a number of its own, 1xxx, that stands on the page that came with it; often the origin's name \
         did not resolve.",
        Seen::Answers,
        &[502],
    ),
    seen(
        530,
        "Pantheon",
        Some("Site Is Frozen"),
        "The site was put aside for want of visits; its owner can wake it.",
        Seen::Answers,
        &[503],
    ),
    seen(
        540,
        "Shopify",
        Some("Temporarily Disabled"),
        "The part of the interface that was asked for is switched off for a while.",
        Seen::Answers,
        &[503],
    ),
    seen(
        561,
        "AWS load balancers",
        Some("Unauthorized"),
        "The identity provider gave an error while the load balancer was authenticating the user.",
        Seen::Answers,
        &[401, 502],
    ),
    seen(
        598,
        "some proxies",
        Some("Network Read Timeout"),
        "The server behind the proxy did not answer in time.",
        Seen::Answers,
        &[504],
    ),
    seen(
        599,
        "some proxies and client libraries",
        Some("Network Connect Timeout"),
        "No connection came about in time. Tornado's client gives it whenever there was no answer at all.",
        Seen::Clients,
        &[504],
    ),
    seen(
        783,
        "Shopify",
        Some("Unexpected Token"),
        "The JSON that was sent has a syntax error. The number is no valid status code.",
        Seen::Answers,
        &[400],
    ),
    seen(
        999,
        "LinkedIn",
        Some("Request Denied"),
        "The request looked automated and was refused. The number is no valid status code.",
        Seen::Answers,
        &[403, 429],
    ),
];

const fn seen(
    code: u16,
    whose: &'static str,
    name: Option<&'static str>,
    meaning: &'static str,
    seen: Seen,
    nearest: &'static [u16],
) -> Use {
    Use { code, whose, name, meaning, seen, nearest }
}

// Wall: numbers rise, so that a reader finds them; one number may stand several times.
const _: () = {
    let mut i = 1;
    while i < USES.len() {
        assert!(USES[i - 1].code <= USES[i].code, "numbers must stand in rising order");
        i += 1;
    }
};
