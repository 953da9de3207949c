//! httpbin's routes, answered as httpbin answers them: a file a family, and one page that says which route is whose.
//!
//! From the ground: `json`, `pairs`, `latin1`, `times`; `headers` and `place`, which read the request as a program behind a proxy
//! does; `multipart`, `content`, `answered` and `line`; `go`, which shows and writes as go-httpbin does; `shape`, which chooses;
//! `call`, which is one request for a route; the families; `routes`.

mod answered;
mod base64;
mod bytes;
mod cached;
pub(crate) mod call;
mod coded;
mod content;
mod cookies;
pub(crate) mod cors;
mod credentials;
mod delay;
mod digest;
mod drip;
mod events;
mod go;
mod headers;
mod itself;
mod json;
mod latin1;
mod leading;
mod line;
mod links;
mod listing;
mod mersenne;
mod mix;
mod multipart;
mod pace;
mod pages;
mod pairs;
mod parameters;
mod pictures;
mod place;
mod range;
mod raw;
mod redirects;
mod requests;
mod response_headers;
pub(crate) mod routes;
pub(crate) mod sequence;
mod shape;
pub(crate) mod status;
mod stream;
mod times;
mod trailers;
mod unstable;
mod upload;
