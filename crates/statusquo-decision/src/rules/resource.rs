//! What is asked of the resource before the content: methods, credentials, types, state and preconditions.

use super::Rule;
use crate::Question::*;

pub(super) const RULES: &[Rule] = &[
    (
        MethodOffered,
        "405 says that the origin server knows the method, but that this resource does not support it; the answer MUST \
         list in Allow those that it does.",
    ),
    (
        InItsNature,
        "A joke of 1998: an attempt to brew coffee with a teapot gets 418; the number is kept out of other use because \
         the joke has spread so far.",
    ),
    (
        AdminSide,
        "A server may refuse for reasons that have nothing to do with credentials; here /_/ is set apart, since \
         whoever reaches it can change how the server works.",
    ),
    (
        AdminReachable,
        "A server may refuse whoever it is that asks; this one keeps its admin side shut without a token as soon as \
         other machines can reach it.",
    ),
    (
        HostTrusted,
        "A server may refuse a request that it understands; here the admin side answers to localhost, to IP addresses \
         and to names that the operator allowed, since a stranger can point any other name here.",
    ),
    (
        OriginOwn,
        "A server may refuse a request that it understands; here the admin side refuses what a browser sends for a \
         page of another origin, so that no such page acts in its user's place.",
    ),
    (
        CredentialsNeeded,
        "A server can challenge a request by an authentication scheme, such as Basic or Digest, and the client proves \
         by the same scheme who it is.",
    ),
    (
        CredentialsGiven,
        "A client gives its credentials to an origin server in Authorization, usually, but not only, once a 401 has \
         asked for them.",
    ),
    (
        CredentialsValid,
        "401 says that valid credentials are missing, or that those given were refused; the server MUST send \
         WWW-Authenticate with at least one challenge that applies to the resource.",
    ),
    (
        Permitted,
        "Where credentials came, 403 says that they do not suffice, and the client SHOULD NOT repeat the request with \
         them by itself; an origin server MAY say 404 instead, to hide the resource.",
    ),
    (
        BringsContent,
        "Content is what follows the head of a message, with the framing taken off; here its size and type are judged \
         only where the resource would use it.",
    ),
    (
        LengthGiven,
        "A server may refuse, with 411, to accept a request without a Content-Length; the client MAY repeat it with a \
         valid one.",
    ),
    (
        DeclaredSizeFits,
        "A server may refuse, with 413, content larger than it is willing or able to process; if that is so only for \
         now, it SHOULD say so with Retry-After.",
    ),
    (
        ContentIsWhole,
        "An origin server SHOULD answer 400 to a PUT with Content-Range, if the resource takes whole representations \
         only.",
    ),
    (
        ContentCodingAccepted,
        "An origin server refuses with 415 a format that the method does not support on this resource; if the content \
         coding is at fault, Accept-Encoding ought to name those that would do.",
    ),
    (
        TypeAccepted,
        "An origin server refuses with 415 a format that the method does not support on this resource; if the media \
         type is at fault, Accept can name those that would do.",
    ),
    (
        Gone,
        "410 says that the resource is no longer to be had at the origin server, likely for good; a server that cannot \
         tell whether it is for good ought to say 404.",
    ),
    (
        Exists,
        "404 says that the origin server found no current representation, or will not disclose that there is one; \
         where the method makes the resource, none is needed.",
    ),
    (
        DestinationHere,
        "In WebDAV, a COPY or MOVE may end in 502 where its destination is on another server, or in another part of \
         this one.",
    ),
    (
        ChoiceMade,
        "A client MAY describe in fields such as Accept what it prefers, and the server chooses by that; it is free to \
         send something else rather than 406.",
    ),
    (
        ChoiceEnds,
        "506 reports a fault in the server's configuration: the variant that was chosen is itself set up to be \
         negotiated, so it is no proper end of the choice.",
    ),
    (
        SeveralSuit,
        "A server may leave the choice to the client and send no more than a list of the alternatives, as answers with \
         300 and 406 do.",
    ),
    (
        UpgradeNeeded,
        "A server may refuse with 426 to perform a request over the current protocol, and MUST then name in Upgrade \
         the one that it requires.",
    ),
    (
        UpgradeOffered,
        "A client MAY invite a switch in Upgrade, and MUST then put upgrade into Connection too; a server MUST NOT \
         switch to a protocol that was not named, and in a 426 it MUST name those that it would take.",
    ),
    (
        UpgradeVersionKnown,
        "A server that does not speak the WebSocket version asked for MUST name in Sec-WebSocket-Version all those \
         that it is willing to use; here it does so with 426.",
    ),
    (
        UpgradeValid,
        "A server that reads a WebSocket handshake not formed as it has to be MUST stop processing it and answer with \
         a fitting error, such as 400.",
    ),
    (
        ConditionGiven,
        "With 428 an origin server insists that the request be conditional, so that nobody's change is overwritten \
         unseen; the answer SHOULD explain how to send it again with success.",
    ),
    (
        Conditional,
        "An origin server MUST evaluate preconditions after its normal checks and just before it acts, and MUST ignore \
         them where its answer without them would be neither 2xx nor 412.",
    ),
    (
        IfHolds,
        "In WebDAV, a request MUST fail with 412 if no list in its If holds; so MUST a COPY or MOVE that is not done \
         because Overwrite is F and something is at the destination.",
    ),
    (
        IfMatchHolds,
        "An origin server MUST NOT perform the method if no tag in If-Match is the current one, by strong comparison, \
         or if it is * and nothing is there; it MAY then answer 412.",
    ),
    (
        IfUnmodifiedSinceHolds,
        "An origin server MUST NOT perform the method if the resource was modified after the date, and MAY then answer \
         412; beside an If-Match, the date MUST be ignored.",
    ),
    (
        IfNoneMatchHolds,
        "An origin server MUST NOT perform the method if a tag in If-None-Match is the current one, by weak \
         comparison, or if it is * and something is there.",
    ),
    (
        IfModifiedSinceHolds,
        "If the resource was not modified after the date, an origin server SHOULD NOT perform a GET or HEAD and SHOULD \
         answer 304; beside an If-None-Match, the date MUST be ignored.",
    ),
    (
        OnlyReads,
        "Where If-None-Match is false, an origin server MUST answer 304 to GET and HEAD, and 412 to any other method.",
    ),
    (
        ExpectationKnown,
        "A server MAY answer 417 if Expect asks for anything but 100-continue, the only expectation that RFC 9110 \
         defines.",
    ),
    (
        WaitsForGoAhead,
        "If content is to follow an Expect: 100-continue, an origin server MUST at once either give its final answer, \
         where the head suffices for one, or send 100; it MUST NOT wait for the content first.",
    ),
];
