//! What is asked of what came of it.

use super::Rule;
use crate::Question::*;

pub(super) const RULES: &[Rule] = &[
    (EndedWell, "500 says that the server met something unexpected, and could not fulfil the request because of it."),
    (
        FromUpstream,
        "An intermediary is expected to pass messages on even if it does not know all that is in them; unless it is a \
         tunnel, it MUST leave out the fields that were meant for the incoming connection alone.",
    ),
    (
        MayAsk,
        "A cache that honours only-if-cached SHOULD answer with something stored that fits the request, or else with \
         504.",
    ),
    (
        UpstreamInTime,
        "A gateway or proxy says 504 when a server that it needs for the answer does not give its own in time.",
    ),
    (
        UpstreamReached,
        "502 is for a gateway or proxy that gets no valid answer; where the connection to the upstream is refused or \
         breaks off, RFC 9209 recommends the same code.",
    ),
    (UpstreamValid, "A gateway or proxy says 502 when the server that it asked gave it an answer that is not valid."),
    (
        FitsBuffer,
        "Messages can be forwarded bit by bit as they come, and some intermediaries hold them back; this gateway holds \
         back what fits its buffer, and passes on anything longer as it comes.",
    ),
    (
        Transformed,
        "203 tells that a transforming proxy has changed the content of the origin server's 200, as that may matter \
         for what is done with it later.",
    ),
    (
        PassedOnWhole,
        "A client MUST record an answer as incomplete if it ends before its length or its last chunk; so the gateway \
         cuts its own answer where the upstream's broke off, and the client can tell.",
    ),
    (
        StillHolds,
        "An origin server MUST evaluate preconditions after its other checks, just before it uses the content or does \
         what is asked; so this one looks again once the content is here.",
    ),
    (
        StillThere,
        "404 says that the origin server found nothing current at the target, or will not tell that there is; here \
         somebody may have removed it meanwhile.",
    ),
    (
        Allowed,
        "403 says that the server understood and refuses; its reason need not have to do with credentials, and it can \
         give that reason in the content.",
    ),
    (
        Conflict,
        "409 says that the current state of the target stands in the way, and that the user might resolve it; the \
         server SHOULD send enough to see where the conflict lies.",
    ),
    (
        Unlocked,
        "423 says that the source or the destination of a method is locked, and the answer SHOULD name the \
         precondition that was broken, such as lock-token-submitted.",
    ),
    (
        OthersWorked,
        "424 says that the method was not carried out on a resource because it depended on another action, and that \
         one failed.",
    ),
    (
        RoomLeft,
        "507 says that the server cannot store what it needs to complete the request, which is held to be temporary.",
    ),
    (
        Loops,
        "508 says that an operation with Depth: infinity met an endless loop of bindings and failed as a whole; it \
         takes the place of 208 for a client that does not know bindings.",
    ),
    (
        PlaceFree,
        "503 says that the server is overloaded for a while, and the server MAY tell in Retry-After how long to wait; \
         it does not have to use this code.",
    ),
    (
        PaidFor,
        "402 is reserved for future use, so no rule says when to send it; this server does when a prepaid balance is \
         used up.",
    ),
    (
        Switches,
        "101 says that the server agrees to the change of protocol that the client asked for in Upgrade, and the \
         server MUST name the new one in an Upgrade field.",
    ),
    (
        SeenElsewhere,
        "303 sends the client, after any method, to another resource that answers the request indirectly: mostly to \
         what came of a POST.",
    ),
    (
        GoesOn,
        "202 says that a request was taken on but is not finished, and may yet come to nothing; its content ought to \
         tell how things stand and point to a status monitor.",
    ),
    (
        ToldBefore,
        "Inside a 207, one binding to a collection is reported in full, and each further one with 208, which a server \
         SHOULD NOT use unless the client's DAV field says that it knows bindings.",
    ),
    (
        ManyOutcomes,
        "207 carries, in XML, a status of its own for each of several resources; how it went is to be read there, not \
         from the code.",
    ),
    (
        Made,
        "201 says that the request made at least one new resource: the main one is where Location points, or without \
         that field at the target URI.",
    ),
    (
        ViewToReset,
        "205 says that all is done and that the server would like the client to reset its form for the next entry; a \
         server MUST NOT generate content in it.",
    ),
    (
        NothingToSay,
        "204 says that all is done and that there is no content to send; its fields speak of the target as it is now.",
    ),
    (
        DifferenceTaken,
        "For a 226 the request MUST have named in A-IM a manipulation that the client takes, such as a kind of \
         difference, and the answer MUST carry the ETag of the current version.",
    ),
    (
        RangesAsked,
        "A server MAY ignore Range, and MUST do so with a method for which it is not defined; an origin server MUST \
         also with a unit that it does not understand.",
    ),
    (
        IfRangeHolds,
        "A server MUST ignore Range, and so sends the whole, if the validator in If-Range is not a strong one or not \
         exactly that of the current representation.",
    ),
    (
        RangesModest,
        "Servers ought to ignore, merge or reject many small ranges, or more than two that overlap, since they cost \
         far more to serve than to ask for; this one rejects them.",
    ),
    (
        RangeSatisfiable,
        "In a GET, a range of octets can be satisfied if it begins before the end of the content, or if it asks for \
         the last octets, and for at least one of them.",
    ),
];
