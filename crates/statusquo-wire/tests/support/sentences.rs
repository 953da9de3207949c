//! What the specifications say where we are stricter than others: the section, and its own words.

use statusquo_wire::Rule;

/// Why we may refuse by this rule what another reads; nothing where we may not.
pub(crate) fn says(rule: Rule) -> &'static str {
    match rule {
        Rule::LineEnd => "RFC 9112 §2.2: a recipient MAY recognize a single LF as a line terminator (and so may not)",
        Rule::EmptyLines => "RFC 9112 §2.2: SHOULD ignore at least one empty line (not any number)",
        Rule::RequestLine => "RFC 9112 §3: request-line = method SP request-target SP HTTP-version",
        Rule::VersionMajor => "RFC 9110 §15.6.6: does not support, or refuses to support, the major version of HTTP",
        Rule::MethodLength => "RFC 9112 §3: a method longer than any that it implements",
        Rule::TargetLength => "RFC 9112 §3: a request-target longer than any URI it wishes to parse",
        Rule::FieldsLength | Rule::FieldsCount => "RFC 9110 §5.4: set of fields larger than it wishes to process",
        Rule::TargetForm => {
            "RFC 9112 §3.2: request-target = origin-form / absolute-form / authority-form / asterisk-form"
        }
        Rule::TargetOctets => {
            "RFC 9112 §3.2.1: origin-form = absolute-path [ \"?\" query ] (so no fragment, ASCII alone)"
        }
        Rule::TargetPercent => "RFC 3986 §2.1: pct-encoded = \"%\" HEXDIG HEXDIG",
        Rule::ValueOctets => "RFC 9110 §5.5: Field values containing other CTL characters are also invalid",
        Rule::HostOne => {
            "RFC 9112 §3.2: MUST respond with a 400 [...] to any HTTP/1.1 request message that lacks a Host header \
             field and to any request message that contains more than one"
        }
        Rule::HostForm => {
            "RFC 9112 §3.2: MUST respond with a 400 [...] or a Host header field with an invalid field value"
        }
        Rule::FramingOne => {
            "RFC 9112 §6.1: A server MAY reject a request that contains both Content-Length and Transfer-Encoding"
        }
        Rule::LengthOne => {
            "RFC 9110 §8.6: MAY either reject the message as invalid or replace that invalid field value with a single instance"
        }
        Rule::LengthDigits => "RFC 9110 §8.6: Content-Length = 1*DIGIT",
        Rule::LengthSize => "RFC 9110 §8.6: prevent parsing errors due to integer conversion overflows",
        Rule::CodingVersion => {
            "RFC 9112 §6.1: an HTTP/1.0 message containing a Transfer-Encoding header field MUST [be treated] as if the \
             framing is faulty"
        }
        Rule::CodingForm => "RFC 9110 §10.1.4: transfer-coding = token *( OWS \";\" OWS transfer-parameter )",
        Rule::CodingLast => {
            "RFC 9112 §6.3: chunked transfer coding is not the final encoding, the message body length cannot be \
             determined reliably"
        }
        Rule::CodingOnce => {
            "RFC 9112 §6.1: A sender MUST NOT apply the chunked transfer coding more than once to a message body"
        }
        Rule::CodingKnown => {
            "RFC 9112 §6.1: a transfer coding it does not understand SHOULD respond with 501 (Not Implemented)"
        }
        Rule::ChunkSize => "RFC 9112 §7.1: chunk = chunk-size [ chunk-ext ] CRLF (so no white space after the size)",
        Rule::ChunkCount => {
            "RFC 9112 §7.1: anticipate potentially large hexadecimal numerals and prevent parsing errors (16 digits, \
             zeros included, are what 64 bits hold)"
        }
        Rule::ChunkExtension => {
            "RFC 9112 §7.1.1: chunk-ext = *( BWS \";\" BWS chunk-ext-name [ BWS \"=\" BWS chunk-ext-val ] )"
        }
        Rule::TrailerFraming => {
            "RFC 9110 §6.5.1: Many fields cannot be processed outside the header section [...] such as those that \
             describe message framing, routing, authentication"
        }
        Rule::StatusLine => "RFC 9112 §4: status-line = HTTP-version SP status-code SP [ reason-phrase ]",
        _ => "",
    }
}
