//! THE TABLE. Read it top to bottom: each row asks one question and leads to a later row, or to an end.
//!
//! The order is that of the RFCs: what breaks the framing first, then what the whole server refuses, then what the
//! resource refuses, preconditions last before the content (RFC 9110 §13.2.1), then what only the content shows, then
//! what only doing it shows. `YES` or `NO` behind a question is the answer that
//! is taken for granted until something else is known. One row a line, so that it can be read as the table it is.

use crate::Question::{self, *};
use crate::{Act, Block, End, Next, Row};

/// Every row, from the first octet of a request to its success.
#[rustfmt::skip]
pub static TABLE: [Row; COUNT] = [
    // Block A: decided by the head.
    // The connection.
    a(RoomForConnection,      YES, "is there room for one more connection?", "RFC 9110 §15.6.4", to(SpeaksAsPort), end(503)),
    a(SpeaksAsPort,           YES, "does the client speak as this port does, in cleartext or over TLS?", "RFC 9110 §4.2", to(HeadInTime), end(400)),
    a(HeadInTime,             YES, "did the head come in time?", "RFC 9110 §15.5.9", to(HeadWhole), end(408)),
    a(HeadWhole,              YES, "did the client stay until its head was whole?", "RFC 9112 §8", to(MethodIsToken), end(400)),
    // The request line.
    a(MethodIsToken,          YES, "is the method a token?", "RFC 9110 §9.1", to(MethodFits), end(400)),
    a(MethodFits,             YES, "is the method no longer than every method known here?", "RFC 9112 §3", to(TargetFits), end(501)),
    a(TargetFits,             YES, "does the request target fit the limit?", "RFC 9112 §3", to(TargetValid), end(414)),
    a(TargetValid,            YES, "does the request target have one of the four forms, and no octet that may not stand there?", "RFC 9112 §3.2", to(RequestLineValid), end(400)),
    a(RequestLineValid,       YES, "is the request line a method, a target and a version, with one space between them?", "RFC 9112 §3", to(VersionSpoken), end(400)),
    a(VersionSpoken,          YES, "is the major version one that is spoken here?", "RFC 9110 §15.6.6", to(FieldsValid), end(505)),
    // The fields and the framing.
    a(FieldsValid,            YES, "are the field lines well-formed?", "RFC 9112 §5", to(FieldsFit), end(400)),
    a(FieldsFit,              YES, "do the fields fit the limits?", "RFC 6585 §5", to(HostValid), end(431)),
    a(HostValid,              YES, "is there exactly one Host, and is it valid?", "RFC 9112 §3.2", to(FramingValid), end(400)),
    a(FramingValid,           YES, "do the fields say in one way where the content ends?", "RFC 9112 §6.3", to(CodingKnown), end(400)),
    a(CodingKnown,            YES, "is every transfer coding known here?", "RFC 9112 §6.1", to(EarlyData), end(501)),
    // Whether the connection is right for the request.
    a(EarlyData,              NO,  "did it come in TLS early data, or is it marked as having done so on an earlier hop?", "RFC 8470 §5.1", to(ReplayHarmless), to(Authoritative)),
    a(ReplayHarmless,         YES, "would it do no harm if it were a replay?", "RFC 8470 §5.2", to(Authoritative), end(425)),
    a(Authoritative,          YES, "if a TLS handshake asked for a server by name, does the certificate cover the request's authority?", "RFC 9110 §15.5.20", act(Act::Admit, NetworkOpen), end(421)),
    // Whether the network lets it through, and whether it is for somebody else.
    a(NetworkOpen,            YES, "if a captive portal stands before the host, has the client logged in there?", "RFC 6585 §6", to(AsksProxy), end(511)),
    a(AsksProxy,              NO,  "does it take this server for a proxy, by CONNECT or by the whole URI of another authority?", "RFC 9110 §7.3.2", to(ProxyCredentials), to(Open)),
    a(ProxyCredentials,       YES, "does it carry valid credentials for the proxy?", "RFC 9110 §11.7.2", to(PassedBefore), end(407)),
    a(PassedBefore,           NO,  "has it passed through this proxy before?", "RFC 9110 §7.6.3", end(502), to(MayBeReached)),
    a(MayBeReached,           YES, "does it lead to an address that the proxy may connect to?", "RFC 9110 §9.3.6", to(Open), end(403)),
    // Admission.
    a(Open,                   YES, "is this part of the server open, with no maintenance under way?", "RFC 9110 §15.6.4", to(WithinRate), end(503)),
    a(WithinRate,             YES, "is the client within its rate?", "RFC 6585 §4", to(CapacityInTime), end(429)),
    a(CapacityInTime,         YES, "was there capacity within the time that the queue waits?", "RFC 9110 §15.6.4", to(MethodImplemented), end(503)),
    // The method as such, and the route.
    a(MethodImplemented,      YES, "does the server implement the method at all?", "RFC 9110 §9.1", to(RouteKnown), end(501)),
    a(RouteKnown,             YES, "does the target lead to a resource of this server?", "RFC 9110 §15.5.5", to(NumberAsked), end(404)),
    a(NumberAsked,            NO,  "does the target ask for a status code by its number?", "RFC 9110 §15", to(NumberValid), act(Act::Find, Lawful)),
    a(NumberValid,            YES, "is it a number that can be sent, from 100 to 599?", "RFC 9110 §15", to(NumberNeedsUpgrade), end(400)),
    a(NumberNeedsUpgrade,     NO,  "is it 101, to a client that does not offer a protocol to switch to?", "RFC 9110 §7.8", end(426), Next::End(End::Forced)),
    a(Lawful,                 YES, "may the resource be served as far as the law is concerned?", "RFC 7725 §3", to(Moved), end(451)),
    a(Moved,                  NO,  "has the resource moved to another address?", "RFC 9110 §15.4", to(MethodKept), to(MethodOffered)),
    a(MethodKept,             NO,  "must method and content stay as they are there?", "RFC 9110 §15.4", to(KeptForGood), to(MovedForGood)),
    a(KeptForGood,            NO,  "has it moved for good, and the method stays?", "RFC 9110 §15.4.9", end(308), end(307)),
    a(MovedForGood,           NO,  "has it moved for good?", "RFC 9110 §15.4.2", end(301), end(302)),
    // The method, of this resource.
    a(MethodOffered,          YES, "does the resource offer the method?", "RFC 9110 §15.5.6", to(InItsNature), end(405)),
    a(InItsNature,            YES, "is it something that such a thing can do at all?", "RFC 2324", to(AdminSide), end(418)),
    // Who asks, and from where.
    a(AdminSide,              NO,  "is the target on the admin side, under /_/?", "RFC 9110 §15.5.4", to(AdminReachable), to(CredentialsNeeded)),
    a(AdminReachable,         YES, "may it be used at all: is every listener on loopback, or is there an admin token?", "RFC 9110 §15.5.4", to(HostTrusted), end(403)),
    a(HostTrusted,            YES, "is it asked for under a name that nobody else can point here?", "RFC 9110 §15.5.4", to(OriginOwn), end(403)),
    a(OriginOwn,              YES, "does the request come from no foreign page?", "RFC 9110 §15.5.4", to(CredentialsNeeded), end(403)),
    a(CredentialsNeeded,      NO,  "does the resource ask who the client is?", "RFC 9110 §11.1", to(CredentialsGiven), to(BringsContent)),
    a(CredentialsGiven,       YES, "does the request carry credentials?", "RFC 9110 §11.6.2", to(CredentialsValid), end(401)),
    a(CredentialsValid,       YES, "are the credentials valid?", "RFC 9110 §15.5.2", to(Permitted), end(401)),
    a(Permitted,              YES, "may this user do this?", "RFC 9110 §15.5.4", to(BringsContent), end(403)),
    // Size and type of the content, as the head declares them.
    a(BringsContent,          NO,  "does the request bring content that the resource would use?", "RFC 9110 §6.4", to(LengthGiven), to(Gone)),
    a(LengthGiven,            YES, "does the head declare the length of the content, if the resource insists on that?", "RFC 9110 §15.5.12", to(DeclaredSizeFits), end(411)),
    a(DeclaredSizeFits,       YES, "does the length that it declares fit the limit?", "RFC 9110 §15.5.14", to(ContentIsWhole), end(413)),
    a(ContentIsWhole,         YES, "is it a whole representation, not a range of one?", "RFC 9110 §14.5", to(ContentCodingAccepted), end(400)),
    a(ContentCodingAccepted,  YES, "is its content coding one that the resource takes?", "RFC 9110 §15.5.16", to(TypeAccepted), end(415)),
    a(TypeAccepted,           YES, "is its media type one that the resource takes?", "RFC 9110 §15.5.16", to(Gone), end(415)),
    // The state, as far as the head reveals it.
    a(Gone,                   NO,  "was the resource removed on purpose?", "RFC 9110 §15.5.11", end(410), to(Exists)),
    a(Exists,                 YES, "does the resource exist, or does the method make it?", "RFC 9110 §15.5.5", to(DestinationHere), end(404)),
    a(DestinationHere,        YES, "is the destination, if there is one, where this server can write?", "RFC 4918", to(ChoiceMade), end(502)),
    // Which of its representations.
    a(ChoiceMade,             YES, "is there one representation to answer with, by what the client prefers?", "RFC 9110 §12.1", to(UpgradeNeeded), to(ChoiceEnds)),
    a(ChoiceEnds,             YES, "does choosing come to an end, and not to something that has to be chosen from again?", "RFC 2295", to(SeveralSuit), end(506)),
    a(SeveralSuit,            NO,  "would several do equally well?", "RFC 9110 §12.2", end(300), end(406)),
    a(UpgradeNeeded,          NO,  "does the resource speak only another protocol?", "RFC 9110 §15.5.22", to(UpgradeOffered), to(ConditionGiven)),
    a(UpgradeOffered,         YES, "does the client offer to switch to that protocol?", "RFC 9110 §7.8", to(UpgradeVersionKnown), end(426)),
    a(UpgradeVersionKnown,    YES, "is it the version of that protocol that is spoken here?", "RFC 6455 §4.4", to(UpgradeValid), end(426)),
    a(UpgradeValid,           YES, "is the offer well-formed?", "RFC 6455", to(ConditionGiven), end(400)),
    // Preconditions.
    a(ConditionGiven,         YES, "does the request carry a precondition, if the resource insists on one for such a request?", "RFC 6585 §3", to(Conditional), end(428)),
    a(Conditional,            NO,  "does the request carry preconditions that this server evaluates for the resource?", "RFC 9110 §13.2.1", to(IfHolds), to(ExpectationKnown)),
    a(IfHolds,                YES, "do If and Overwrite hold, if they are there?", "RFC 4918", to(IfMatchHolds), end(412)),
    a(IfMatchHolds,           YES, "does If-Match hold, if it is there?", "RFC 9110 §13.1.1", to(IfUnmodifiedSinceHolds), end(412)),
    a(IfUnmodifiedSinceHolds, YES, "does If-Unmodified-Since hold, if it is there and If-Match is not?", "RFC 9110 §13.1.4", to(IfNoneMatchHolds), end(412)),
    a(IfNoneMatchHolds,       YES, "does If-None-Match hold, if it is there?", "RFC 9110 §13.1.2", to(IfModifiedSinceHolds), to(OnlyReads)),
    a(IfModifiedSinceHolds,   YES, "does If-Modified-Since hold, if it is there and If-None-Match is not?", "RFC 9110 §13.1.3", to(ExpectationKnown), end(304)),
    a(OnlyReads,              YES, "is the method GET or HEAD?", "RFC 9110 §13.1.2", end(304), end(412)),
    // Expectation.
    a(ExpectationKnown,       YES, "is what the client expects known here?", "RFC 9110 §10.1.1", to(WaitsForGoAhead), end(417)),
    a(WaitsForGoAhead,        NO,  "does the client wait for a go-ahead before it sends its content?", "RFC 9110 §10.1.1", say(100, ContentFollows), to(ContentFollows)),
    // Block B: decided by the content.
    b(ContentFollows,         NO,  "is there content to read?", "RFC 9112 §6.3", to(Resumable), to(Understood)),
    b(Resumable,              NO,  "could the client send the rest later if its connection broke now, and does it know how?", "draft-ietf-httpbis-resumable-upload", saying(Act::Read, 104, ContentInTime), act(Act::Read, ContentInTime)),
    b(ContentInTime,          YES, "did the content come in time?", "RFC 9110 §15.5.9", to(ContentWhole), end(408)),
    b(ContentWhole,           YES, "did the client stay until its content was whole?", "RFC 9112 §8", to(ContentFramed), end(400)),
    b(ContentFramed,          YES, "is the content framed as its coding asks?", "RFC 9112 §7.1", to(ContentFits), end(400)),
    b(ContentFits,            YES, "does the content fit the limit?", "RFC 9110 §15.5.14", to(ContentProven), end(413)),
    b(ContentProven,          YES, "do the credentials hold for the content, if they are to cover it?", "RFC 9110 §15.5.2", to(Understood), end(401)),
    b(Understood,             YES, "can the content, the query and the fields that the method takes be understood?", "RFC 9110 §15.5.1", to(Complete), end(400)),
    b(Complete,               YES, "is every required parameter there?", "RFC 9110 §15.5.1", to(Consistent), end(400)),
    b(Consistent,             YES, "does what the request says agree with itself, and with what was said before?", "RFC 9110 §15.5.1", to(Possible), end(400)),
    b(Possible,               YES, "is what they ask for possible?", "RFC 9110 §15.5.21", to(HintsKnown), end(422)),
    b(HintsKnown,             NO,  "is something known already that the client can prepare for while its answer is being made?", "RFC 8297 §2", saying(Act::Perform, 103, EndedWell), to(TakesLong)),
    b(TakesLong,              NO,  "will the work take so long that the client should hear of it meanwhile?", "RFC 2518", saying(Act::Perform, 102, EndedWell), act(Act::Perform, EndedWell)),
    // Block C: decided by the outcome of the act.
    c(EndedWell,              YES, "did the work end without an unexpected failure?", "RFC 9110 §15.6.1", to(FromUpstream), end(500)),
    // The upstream.
    c(FromUpstream,           NO,  "does the answer come from a server behind this one?", "RFC 9110 §7.6", to(MayAsk), to(StillHolds)),
    c(MayAsk,                 YES, "if the client takes a stored answer alone, is there one that fits?", "RFC 9111 §5.2.1.7", to(UpstreamInTime), end(504)),
    c(UpstreamInTime,         YES, "did the upstream answer in time?", "RFC 9110 §15.6.5", to(UpstreamReached), end(504)),
    c(UpstreamReached,        YES, "could the upstream be reached, and did it stay?", "RFC 9110 §15.6.3", to(UpstreamValid), end(502)),
    c(UpstreamValid,          YES, "is its answer valid?", "RFC 9110 §15.6.3", to(FitsBuffer), end(502)),
    c(FitsBuffer,             YES, "did the whole of it fit the gateway's buffer?", "RFC 9110 §7.6", to(Transformed), act(Act::PassOn, PassedOnWhole)),
    c(Transformed,            NO,  "has this gateway transformed its content?", "RFC 9110 §15.3.4", end(203), Next::End(End::Relay)),
    c(PassedOnWhole,          YES, "did the rest of it come whole while it was passed on?", "RFC 9112 §8", Next::End(End::Relay), Next::End(End::Cut)),
    // The state, as the act found it.
    c(StillHolds,             YES, "do the preconditions still hold, now that the content is here?", "RFC 9110 §13.2.1", to(StillThere), end(412)),
    c(StillThere,             YES, "is the resource still there, or did the method make it?", "RFC 9110 §15.5.5", to(Allowed), end(404)),
    c(Allowed,                YES, "does the server allow it, whoever asks?", "RFC 9110 §15.5.4", to(Conflict), end(403)),
    c(Conflict,               NO,  "does it conflict with the state of a resource?", "RFC 9110 §15.5.10", end(409), to(Unlocked)),
    c(Unlocked,               YES, "is it free of every lock whose token the request does not show?", "RFC 4918", to(OthersWorked), end(423)),
    c(OthersWorked,           YES, "did everything work that it depends on?", "RFC 4918", to(RoomLeft), end(424)),
    c(RoomLeft,               YES, "is there room to keep it?", "RFC 4918", to(Loops), end(507)),
    c(Loops,                  NO,  "does it have no end, since a collection contains itself?", "RFC 5842", end(508), to(PlaceFree)),
    c(PlaceFree,              YES, "is there a place free to do the work?", "RFC 9110 §15.6.4", to(PaidFor), end(503)),
    c(PaidFor,                YES, "does the balance pay for it, if it has a price?", "RFC 9110 §15.5.3", to(Switches), end(402)),
    // Success.
    c(Switches,               NO,  "does the connection go on in another protocol?", "RFC 9110 §15.2.2", end(101), to(SeenElsewhere)),
    c(SeenElsewhere,          NO,  "is the outcome to be seen at another address?", "RFC 9110 §15.4.4", end(303), to(GoesOn)),
    c(GoesOn,                 NO,  "does the work go on after this answer?", "RFC 9110 §15.3.3", end(202), to(ToldBefore)),
    c(ToldBefore,             NO,  "was all of it told before, under another name in the same answer?", "RFC 5842", end(208), to(ManyOutcomes)),
    c(ManyOutcomes,           NO,  "does the answer tell of several things, each with a status of its own?", "RFC 4918", end(207), to(Made)),
    c(Made,                   NO,  "was a new resource made?", "RFC 9110 §15.3.2", end(201), to(ViewToReset)),
    c(ViewToReset,            NO,  "should the view that it was sent from be reset for the next entry?", "RFC 9110 §15.3.6", end(205), to(NothingToSay)),
    c(NothingToSay,           NO,  "is there nothing to say but that it worked?", "RFC 9110 §15.3.5", end(204), to(DifferenceTaken)),
    // Less than the whole: asked last, since Range counts only where 200 would be the answer (RFC 9110 §14.2).
    c(DifferenceTaken,        NO,  "does the client take the difference from a version that it has, and is that version still kept?", "RFC 3229", end(226), to(RangesAsked)),
    c(RangesAsked,            NO,  "does it ask with Range for parts of the content, in a unit and a form that are understood here?", "RFC 9110 §14.2", to(IfRangeHolds), end(200)),
    c(IfRangeHolds,           YES, "does If-Range hold, if it is there?", "RFC 9110 §13.1.5", to(RangesModest), end(200)),
    c(RangesModest,           YES, "are the ranges few enough, and do no more than two of them overlap?", "RFC 9110 §17.15", to(RangeSatisfiable), end(416)),
    c(RangeSatisfiable,       YES, "does at least one of the ranges lie within the content?", "RFC 9110 §14.1.2", end(206), end(416)),
];

const COUNT: usize = RangeSatisfiable as usize + 1;

/// The usual answer, where it is yes.
const YES: bool = true;
/// The usual answer, where it is no.
const NO: bool = false;

const fn a(question: Question, usual: bool, text: &'static str, source: &'static str, yes: Next, no: Next) -> Row {
    Row { question, text, source, block: Block::Head, usual, yes, no }
}

const fn b(question: Question, usual: bool, text: &'static str, source: &'static str, yes: Next, no: Next) -> Row {
    Row { block: Block::Content, ..a(question, usual, text, source, yes, no) }
}

const fn c(question: Question, usual: bool, text: &'static str, source: &'static str, yes: Next, no: Next) -> Row {
    Row { block: Block::Outcome, ..a(question, usual, text, source, yes, no) }
}

const fn to(question: Question) -> Next {
    Next::Row(question)
}

const fn end(code: u16) -> Next {
    Next::End(End::Code(code))
}

const fn say(code: u16, then: Question) -> Next {
    Next::Say(code, then)
}

const fn act(act: Act, then: Question) -> Next {
    Next::Do(act, then)
}

const fn saying(act: Act, code: u16, then: Question) -> Next {
    Next::DoSaying(act, code, then)
}

/// Whether a way out of the row at this place leads to a later one, if it leads to one.
const fn leads_down(from: usize, next: Next) -> bool {
    match next {
        Next::Row(question) | Next::Say(_, question) | Next::Do(_, question) | Next::DoSaying(_, _, question) => {
            question as usize > from
        }
        Next::End(_) => true,
    }
}

// Wall: each row stands at its question's place and leads down; the way fits its bits. A table that does not, does not compile.
const _: () = {
    assert!(COUNT <= 128, "the way keeps 128 questions");
    let mut i = 0;
    while i < COUNT {
        assert!(TABLE[i].question as usize == i, "rows stand in the order of the questions");
        assert!(leads_down(i, TABLE[i].yes) && leads_down(i, TABLE[i].no), "rows lead down");
        assert!(i == 0 || TABLE[i - 1].block as u8 <= TABLE[i].block as u8, "blocks follow one another");
        i += 1;
    }
};
