//! What opens every XML content of the share.

pub(super) const MEDIA_TYPE: &str = "application/xml; charset=utf-8";
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
