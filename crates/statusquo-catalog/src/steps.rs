//! Steps, and octets for them, that several codes have in common.

use crate::Step;

/// A text eight times over.
macro_rules! eightfold {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text)
    };
}

/// 64 KiB of text without a line end.
macro_rules! kib_64 {
    () => {
        eightfold!(eightfold!(eightfold!(eightfold!("and so it goes, "))))
    };
}

pub(crate) use {eightfold, kib_64};

/// Somebody locks a file in the share's closet, which makes it, and keeps the token to themselves.
pub(crate) const LOCK_COAT: Step = Step::send(
    "LOCK /lab/dav/closet/coat HTTP/1.1\r\nHost: {authority}\r\nTimeout: Second-60\r\n\
     Content-Type: application/xml\r\nContent-Length: 98\r\n\r\n<lockinfo xmlns=\"DAV:\"><lockscope><exclusive/>\
     </lockscope><locktype><write/></locktype></lockinfo>",
);

/// A property is to be set beside one that nobody sets: all or nothing, so nothing.
pub(crate) const PROPPATCH_NOTE: Step = Step::send(
    "PROPPATCH /lab/dav/note HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/xml\r\n\
     Content-Length: 135\r\n\r\n<propertyupdate xmlns=\"DAV:\"><set><prop><author xmlns=\"urn:example\">Grace</author>\
     <getetag>mine</getetag></prop></set></propertyupdate>",
);
