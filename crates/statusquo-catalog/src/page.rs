//! The page that the project grew from: its 21 codes, in its order.

/// The codes of the page, in its order; README and `tour` follow it.
///
/// ```
/// use statusquo_catalog::{PAGE, entry};
/// assert_eq!(PAGE.len(), 21);
/// assert!(PAGE.iter().all(|code| entry(*code).is_some()));
/// ```
pub const PAGE: [u16; 21] =
    [100, 101, 200, 201, 202, 204, 301, 302, 304, 400, 401, 403, 404, 405, 409, 422, 429, 500, 501, 502, 503];
