//! The questions, in the order of the table: what a decision can turn on.

use crate::rules::rule;
use crate::{End, Next, Row, TABLE};

/// One question. Its words stand in its row ([`Question::row`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Is there room for one more connection?
    RoomForConnection,
    /// Does the client speak as this port does, in cleartext or over TLS?
    SpeaksAsPort,
    /// Did the head come in time?
    HeadInTime,
    /// Did the client stay until its head was whole?
    HeadWhole,
    /// Is the method a token?
    MethodIsToken,
    /// Is the method no longer than every method known here?
    MethodFits,
    /// Does the request target fit the limit?
    TargetFits,
    /// Does the request target have one of the four forms, and no octet that may not stand there?
    TargetValid,
    /// Is the request line a method, a target and a version, with one space between them?
    RequestLineValid,
    /// Is the major version one that is spoken here?
    VersionSpoken,
    /// Are the field lines well-formed?
    FieldsValid,
    /// Do the fields fit the limits?
    FieldsFit,
    /// Is there exactly one Host, and is it valid?
    HostValid,
    /// Do the fields say in one way where the content ends?
    FramingValid,
    /// Is every transfer coding known here?
    CodingKnown,
    /// Did it come in TLS early data, or is it marked as having done so on an earlier hop?
    EarlyData,
    /// Would it do no harm if it were a replay?
    ReplayHarmless,
    /// If a TLS handshake asked for a server by name, does the certificate cover the request's authority?
    Authoritative,
    /// If a captive portal stands before the host, has the client logged in there?
    NetworkOpen,
    /// Does it take this server for a proxy, by CONNECT or by the whole URI of another authority?
    AsksProxy,
    /// Does it carry valid credentials for the proxy?
    ProxyCredentials,
    /// Has it passed through this proxy before?
    PassedBefore,
    /// Does it lead to an address that the proxy may connect to?
    MayBeReached,
    /// Is this part of the server open, with no maintenance under way?
    Open,
    /// Is the client within its rate?
    WithinRate,
    /// Was there capacity within the time that the queue waits?
    CapacityInTime,
    /// Does the server implement the method at all?
    MethodImplemented,
    /// Does the target lead to a resource of this server?
    RouteKnown,
    /// Does the target ask for a status code by its number?
    NumberAsked,
    /// Is it a number that can be sent, from 100 to 599?
    NumberValid,
    /// Is it 101, to a client that does not offer a protocol to switch to?
    NumberNeedsUpgrade,
    /// May the resource be served as far as the law is concerned?
    Lawful,
    /// Has the resource moved to another address?
    Moved,
    /// Must method and content stay as they are there?
    MethodKept,
    /// Has it moved for good, and the method stays?
    KeptForGood,
    /// Has it moved for good?
    MovedForGood,
    /// Does the resource offer the method?
    MethodOffered,
    /// Is it something that such a thing can do at all?
    InItsNature,
    /// Is the target on the admin side, under /_/?
    AdminSide,
    /// May it be used at all: is every listener on loopback, or is there an admin token?
    AdminReachable,
    /// Is it asked for under a name that nobody else can point here?
    HostTrusted,
    /// Does the request come from no foreign page?
    OriginOwn,
    /// Does the resource ask who the client is?
    CredentialsNeeded,
    /// Does the request carry credentials?
    CredentialsGiven,
    /// Are the credentials valid?
    CredentialsValid,
    /// May this user do this?
    Permitted,
    /// Does the request bring content that the resource would use?
    BringsContent,
    /// Does the head declare the length of the content, if the resource insists on that?
    LengthGiven,
    /// Does the length that it declares fit the limit?
    DeclaredSizeFits,
    /// Is it a whole representation, not a range of one?
    ContentIsWhole,
    /// Is its content coding one that the resource takes?
    ContentCodingAccepted,
    /// Is its media type one that the resource takes?
    TypeAccepted,
    /// Was the resource removed on purpose?
    Gone,
    /// Does the resource exist, or does the method make it?
    Exists,
    /// Is the destination, if there is one, where this server can write?
    DestinationHere,
    /// Is there one representation to answer with, by what the client prefers?
    ChoiceMade,
    /// Does choosing come to an end, and not to something that has to be chosen from again?
    ChoiceEnds,
    /// Would several do equally well?
    SeveralSuit,
    /// Does the resource speak only another protocol?
    UpgradeNeeded,
    /// Does the client offer to switch to that protocol?
    UpgradeOffered,
    /// Is it the version of that protocol that is spoken here?
    UpgradeVersionKnown,
    /// Is the offer well-formed?
    UpgradeValid,
    /// Does the request carry a precondition, if the resource insists on one for such a request?
    ConditionGiven,
    /// Does the request carry preconditions that this server evaluates for the resource?
    Conditional,
    /// Do If and Overwrite hold, if they are there?
    IfHolds,
    /// Does If-Match hold, if it is there?
    IfMatchHolds,
    /// Does If-Unmodified-Since hold, if it is there and If-Match is not?
    IfUnmodifiedSinceHolds,
    /// Does If-None-Match hold, if it is there?
    IfNoneMatchHolds,
    /// Does If-Modified-Since hold, if it is there and If-None-Match is not?
    IfModifiedSinceHolds,
    /// Is the method GET or HEAD?
    OnlyReads,
    /// Is what the client expects known here?
    ExpectationKnown,
    /// Does the client wait for a go-ahead before it sends its content?
    WaitsForGoAhead,
    /// Is there content to read?
    ContentFollows,
    /// Could the client send the rest later if its connection broke now, and does it know how?
    Resumable,
    /// Did the content come in time?
    ContentInTime,
    /// Did the client stay until its content was whole?
    ContentWhole,
    /// Is the content framed as its coding asks?
    ContentFramed,
    /// Does the content fit the limit?
    ContentFits,
    /// Do the credentials hold for the content, if they are to cover it?
    ContentProven,
    /// Can the content, the query and the fields that the method takes be understood?
    Understood,
    /// Is every required parameter there?
    Complete,
    /// Does what the request says agree with itself, and with what was said before?
    Consistent,
    /// Is what they ask for possible?
    Possible,
    /// Is something known already that the client can prepare for while its answer is being made?
    HintsKnown,
    /// Will the work take so long that the client should hear of it meanwhile?
    TakesLong,
    /// Did the work end without an unexpected failure?
    EndedWell,
    /// Does the answer come from a server behind this one?
    FromUpstream,
    /// If the client takes a stored answer alone, is there one that fits?
    MayAsk,
    /// Did the upstream answer in time?
    UpstreamInTime,
    /// Could the upstream be reached, and did it stay?
    UpstreamReached,
    /// Is its answer valid?
    UpstreamValid,
    /// Did the whole of it fit the gateway's buffer?
    FitsBuffer,
    /// Has this gateway transformed its content?
    Transformed,
    /// Did the rest of it come whole while it was passed on?
    PassedOnWhole,
    /// Do the preconditions still hold, now that the content is here?
    StillHolds,
    /// Is the resource still there, or did the method make it?
    StillThere,
    /// Does the server allow it, whoever asks?
    Allowed,
    /// Does it conflict with the state of a resource?
    Conflict,
    /// Is it free of every lock whose token the request does not show?
    Unlocked,
    /// Did everything work that it depends on?
    OthersWorked,
    /// Is there room to keep it?
    RoomLeft,
    /// Does it have no end, since a collection contains itself?
    Loops,
    /// Is there a place free to do the work?
    PlaceFree,
    /// Does the balance pay for it, if it has a price?
    PaidFor,
    /// Does the connection go on in another protocol?
    Switches,
    /// Is the outcome to be seen at another address?
    SeenElsewhere,
    /// Does the work go on after this answer?
    GoesOn,
    /// Was all of it told before, under another name in the same answer?
    ToldBefore,
    /// Does the answer tell of several things, each with a status of its own?
    ManyOutcomes,
    /// Was a new resource made?
    Made,
    /// Should the view that it was sent from be reset for the next entry?
    ViewToReset,
    /// Is there nothing to say but that it worked?
    NothingToSay,
    /// Does the client take, and is there, the difference from a version that it has?
    DifferenceTaken,
    /// Does the request ask for parts of the content in a way that is followed here?
    RangesAsked,
    /// Does If-Range hold, if it is there?
    IfRangeHolds,
    /// Are the ranges few, and do no more than two overlap?
    RangesModest,
    /// Does at least one of the ranges lie within the content?
    RangeSatisfiable,
}

impl Question {
    /// The row that asks it.
    pub const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The first question that a code ends, and the answer that leads there.
    ///
    /// ```
    /// use statusquo_decision::Question;
    /// assert_eq!(Question::ending_in(208), Some((Question::ToldBefore, true)));
    /// assert_eq!(Question::ending_in(306), None);
    /// ```
    pub fn ending_in(code: u16) -> Option<(Question, bool)> {
        let end = Next::End(End::Code(code));
        TABLE.iter().find_map(|row| match (row.yes == end, row.no == end) {
            (true, _) => Some((row.question, true)),
            (_, true) => Some((row.question, false)),
            _ => None,
        })
    }

    /// The question in words.
    pub const fn text(self) -> &'static str {
        self.row().text
    }

    /// The rule behind it: what [`Row::source`] says of it, in one sentence.
    ///
    /// ```
    /// use statusquo_decision::Question;
    /// assert!(Question::HostValid.rule().contains("MUST"));
    /// ```
    pub fn rule(self) -> &'static str {
        rule(self)
    }
}

/// An answer as it is told.
///
/// ```
/// assert_eq!((statusquo_decision::word(true), statusquo_decision::word(false)), ("yes", "no"));
/// ```
pub const fn word(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
