//! Every route of httpbin's on one page. What leads to the lab is asked for before, so none of these can take its place.

use super::call::{Call, Route, nothing};
use super::{
    base64, cached, coded, cookies, credentials, delay, digest, itself, links, pages, pictures, place, redirects,
    requests, response_headers, trailers,
};

/// Every method that httpbin knows by name.
const ALL: &[&str] = &["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"];

#[rustfmt::skip]
const ROUTES: &[Route] = &[
    // The request, shown.
    Route::get("/get",                requests::get),
    Route::get("/head",               requests::get).only(&["HEAD", "OPTIONS"]),
    Route::get("/post",               requests::content).only(&["POST", "OPTIONS"]).reading_content(),
    Route::get("/put",                requests::content).only(&["PUT", "OPTIONS"]).reading_content(),
    Route::get("/patch",              requests::content).only(&["PATCH", "OPTIONS"]).reading_content(),
    Route::get("/delete",             requests::content).only(&["DELETE", "OPTIONS"]).reading_content(),
    Route::get("/anything",           requests::anything).any(ALL).reading_content(),
    Route::get("/anything/{rest}",    requests::anything).any(ALL).reading_content(),
    Route::get("/headers",            requests::headers),
    Route::get("/ip",                 requests::ip),
    Route::get("/user-agent",         requests::user_agent),
    Route::get("/uuid",               requests::uuid),
    // The answer, as it is asked for. `/status` is in the lab's own table: its numbers are decided before all else.
    Route::get("/response-headers",   response_headers::show).finding(response_headers::judge).only(&["GET", "HEAD", "OPTIONS", "POST"]),
    Route::get("/trailers",           trailers::show).finding(trailers::judge).any(ALL).reading_content(),
    // In a content coding: in this one whatever is asked for, or in the one that is preferred.
    Route::get("/gzip",                  coded::gzip),
    Route::get("/deflate",               coded::deflate),
    Route::get("/brotli",                coded::brotli),
    Route::get("/br",                    coded::brotli),
    Route::get("/zstd",                  coded::zstd),
    Route::get("/content-coding",        coded::negotiate).finding(coded::find).any(ALL).reading_content(),
    Route::get("/content-coding/{rest}", coded::negotiate).finding(coded::find).any(ALL).reading_content(),
    // In its own time.
    Route::get("/delay/{text}",       delay::show).finding(delay::find).only(ALL).reading_content(),
    // The server, as go-httpbin and httpbun let theirs speak of itself.
    Route::get("/env",                itself::env),
    Route::get("/health",             itself::health),
    Route::get("/hostname",           itself::hostname),
    Route::get("/version",            itself::version),
    // The same for everybody.
    Route::get("/deny",               pages::denied),
    Route::get("/encoding/utf8",      pages::utf8),
    Route::get("/forms/post",         pages::form),
    Route::get("/html",               pages::novel),
    Route::get("/json",               pages::slides),
    Route::get("/robots.txt",         pages::robots),
    Route::get("/xml",                pages::slides_in_xml),
    Route::get("/links/{int}",        nothing).finding(links::first),
    Route::get("/links/{int}/{int}",  links::page),
    // A picture.
    Route::get("/image",              pictures::chosen).finding(pictures::choose),
    Route::get("/image/avif",         pictures::avif),
    Route::get("/image/jpeg",         pictures::jpeg),
    Route::get("/image/png",          pictures::png),
    Route::get("/image/svg",          pictures::svg),
    Route::get("/image/webp",         pictures::webp),
    Route::get("/static/favicon.ico", pictures::icon),
    // Base64; httpbin has the first.
    Route::get("/base64/{text}",        base64::text),
    Route::get("/base64/encode/{rest}", base64::encode),
    Route::get("/base64/decode/{rest}", base64::decode).finding(base64::judge),
    // Kept, and asked for again.
    Route::get("/cache",              cached::show).finding(cached::any_condition),
    Route::get("/cache/{int}",        cached::for_seconds),
    Route::get("/etag/{text}",        requests::get).finding(cached::conditions),
    // Elsewhere.
    Route::get("/redirect/{int}",          nothing).finding(redirects::times),
    Route::get("/relative-redirect/{int}", nothing).finding(redirects::relative),
    Route::get("/absolute-redirect/{int}", nothing).finding(redirects::absolute),
    Route::get("/redirect-to",             nothing).admitting(redirects::by_number).finding(redirects::to).only(ALL),
    // Cookies.
    Route::get("/cookies",                   cookies::show),
    Route::get("/cookies/set",               nothing).finding(cookies::set),
    Route::get("/cookies/set/{text}/{text}", nothing).finding(cookies::set_path),
    Route::get("/cookies/delete",            nothing).finding(cookies::delete),
    // Who asks.
    Route::get("/basic-auth/{text}/{text}",        credentials::say_user).finding(credentials::find_basic),
    Route::get("/hidden-basic-auth/{text}/{text}", credentials::say_user).finding(credentials::find_hidden),
    Route::get("/bearer",                          credentials::say_token).finding(credentials::find_bearer),
    Route::get("/digest-auth/{text}/{text}/{text}",               digest::say_user).finding(digest::find).judging(digest::judge),
    Route::get("/digest-auth/{text}/{text}/{text}/{text}",        digest::say_user).finding(digest::find).judging(digest::judge),
    Route::get("/digest-auth/{text}/{text}/{text}/{text}/{text}", digest::say_user).finding(digest::find).judging(digest::judge),
];

/// The route that a path leads to. Paths are unescaped first, so that an escaped slash is one.
pub(crate) fn find(path: &str) -> Option<Call> {
    let path = place::decoded(path);
    // Of several slashes at the beginning gunicorn makes one.
    let path = path.trim_start_matches('/');
    ROUTES.iter().find_map(|route| Some(Call::new(route, route.matches(path)?)))
}
