//! Every route of httpbin's in one table, with a sentence of what it is for: `/legacy` and `/spec.json` are made from it. What
//! leads to the lab is asked for before, so none of these can take its place.

use super::call::{Call, Route, nothing};
use super::{
    base64, bytes, cached, coded, cookies, credentials, delay, digest, drip, events, itself, links, listing, mix,
    pages, pictures, place, range, raw, redirects, requests, response_headers, stream, trailers, unstable, upload,
};

/// Every method that httpbin knows by name.
const ALL: &[&str] = &["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"];

/// Where `/` leads, if the lab stands in httpbin's place.
pub(crate) const LANDING: &str = "/legacy";

#[rustfmt::skip]
pub(crate) const ROUTES: &[Route] = &[
    // The routes themselves.
    Route::get("/legacy", listing::page)
        .saying("This list."),
    Route::get("/spec.json", listing::swagger)
        .saying("This list for programs, as a Swagger document."),
    // The request, shown.
    Route::get("/get", requests::get)
        .saying("Shows the request: query, fields and address."),
    Route::get("/head", requests::get).only(&["HEAD", "OPTIONS"])
        .saying("What /get says, for HEAD alone."),
    Route::get("/post", requests::content).only(&["POST", "OPTIONS"]).reading_content()
        .saying("Shows the request, and what it brought: data, form, files and JSON."),
    Route::get("/put", requests::content).only(&["PUT", "OPTIONS"]).reading_content()
        .saying("Shows the request, and what it brought with PUT."),
    Route::get("/patch", requests::content).only(&["PATCH", "OPTIONS"]).reading_content()
        .saying("Shows the request, and what it brought with PATCH."),
    Route::get("/delete", requests::content).only(&["DELETE", "OPTIONS"]).reading_content()
        .saying("Shows the request, and what it brought with DELETE."),
    Route::get("/anything", requests::anything).any(ALL).reading_content()
        .saying("Shows any request, whatever its method."),
    Route::get("/anything/{rest:path}", requests::anything).any(ALL).reading_content()
        .saying("Shows any request below /anything, whatever its method."),
    Route::get("/headers", requests::headers)
        .saying("Shows the request's fields."),
    Route::get("/ip", requests::ip)
        .saying("Says from where the request came."),
    Route::get("/user-agent", requests::user_agent)
        .saying("Says what the client calls itself."),
    Route::get("/uuid", requests::uuid)
        .saying("A random UUID, of version 4."),
    Route::get("/raw", raw::request).any(ALL).reading_framing()
        .saying("The request as it came, byte for byte; over HTTP/2 and HTTP/3 as it was decoded."),
    Route::get("/dump/request", raw::request).any(ALL).reading_framing()
        .saying("Another name for /raw."),
    Route::get("/payload", raw::content).any(ALL).judging(nothing)
        .saying("The content of the request, of the type that it came with."),
    // The answer, as it is asked for. `/status` is in the lab's own table: its numbers are decided before all else.
    Route::listed("/status/{text:codes}", ALL)
        .saying("This status code, or one of several by their weights: 200:0.9,503:0.1."),
    Route::listed("/sequence/{text:codes}", ALL)
        .saying("The codes of a list one after the other, a request each, for each id."),
    Route::get("/response-headers", response_headers::show).finding(response_headers::judge).only(&["GET", "HEAD", "OPTIONS", "POST"])
        .saying("Answers with the fields that the query names."),
    Route::get("/trailers", trailers::show).finding(trailers::judge).any(ALL).reading_content()
        .saying("Answers with a trailer section of the fields that the query names."),
    Route::get("/mix", nothing).admitting(mix::admit).judging(mix::judge).wanting(mix::wants).any(ALL)
        .saying("Answers as the query says: status, header, cookie, redirect, body, base64, type, delay, retry_after, interim; or as JSON by POST."),
    Route::get("/mix/{below:path}", nothing).admitting(mix::admit).judging(mix::judge).wanting(mix::wants).any(ALL)
        .saying("Does the same for any address below /mix."),
    // In a content coding: in this one whatever is asked for, or in the one that is preferred.
    Route::get("/gzip", coded::gzip)
        .saying("Shows the request, coded with gzip whatever the client takes."),
    Route::get("/deflate", coded::deflate)
        .saying("Shows the request, coded with deflate whatever the client takes."),
    Route::get("/brotli", coded::brotli)
        .saying("Shows the request, coded with Brotli whatever the client takes."),
    Route::get("/br", coded::brotli)
        .saying("Another name for /brotli."),
    Route::get("/zstd", coded::zstd)
        .saying("Shows the request, coded with Zstandard whatever the client takes."),
    Route::get("/content-coding", coded::negotiate).finding(coded::find).any(ALL).reading_content()
        .saying("Shows the request in the coding that Accept-Encoding prefers, and why it is that one."),
    Route::get("/content-coding/{rest:path}", coded::negotiate).finding(coded::find).any(ALL).reading_content()
        .saying("Does the same for any address below /content-coding."),
    // Octets on demand.
    Route::get("/bytes/{int:n}", bytes::show).finding(bytes::find)
        .saying("So many random octets; with a seed, those that Python gives for it."),
    Route::get("/stream-bytes/{int:n}", bytes::show_chunks).finding(bytes::find_chunks)
        .saying("The same in chunks of chunk_size octets, up to 1 MiB."),
    Route::get("/range/{int:n}", range::show).finding(range::find)
        .saying("So many letters, or the range of them that is asked for, in their own time."),
    Route::get("/stream/{int:n}", stream::show)
        .saying("Shows the request n times, each time in a line and a chunk of its own; there are 100 at most."),
    // In its own time.
    Route::get("/delay/{text:seconds}", delay::show).finding(delay::find).only(ALL).reading_content()
        .saying("Shows the request, but only after so many seconds."),
    Route::get("/drip", drip::show).admitting(drip::by_number).finding(drip::find)
        .saying("Octets that fall one by one: numbytes of them over duration, after delay, with any code."),
    Route::get("/sse", events::events).finding(events::find)
        .saying("As many server-sent events as count says, over duration, after delay and with jitter."),
    Route::get("/jsonl", events::lines).finding(events::find)
        .saying("The same as lines of JSON."),
    // As often as it fails, and as much as it takes.
    Route::get("/unstable", unstable::show).admitting(unstable::fail).finding(unstable::find).any(ALL)
        .saying("Fails as often as failure_rate says, with status_code."),
    Route::get("/upload", upload::show).only(&["POST", "PUT", "PATCH", "OPTIONS"]).judging(nothing)
        .saying("Counts the octets that came."),
    // The server, as go-httpbin and httpbun let theirs speak of itself.
    Route::get("/env", itself::env)
        .saying("Environment variables whose names begin with HTTPBIN_ENV_, and no others."),
    Route::get("/health", itself::health)
        .saying("Says that the server is well."),
    Route::get("/hostname", itself::hostname)
        .saying("A host name, which is not the machine's."),
    Route::get("/version", itself::version)
        .saying("The version of the server."),
    // The same for everybody.
    Route::get("/deny", pages::denied)
        .saying("What /robots.txt asks robots not to look at."),
    Route::get("/encoding/utf8", pages::utf8)
        .saying("A page in UTF-8, with characters of every length."),
    Route::get("/forms/post", pages::form)
        .saying("A form that is sent to /post."),
    Route::get("/html", pages::novel)
        .saying("A page of Moby-Dick."),
    Route::get("/json", pages::slides)
        .saying("A slide show as JSON."),
    Route::get("/robots.txt", pages::robots)
        .saying("Asks robots to keep away from /deny."),
    Route::get("/xml", pages::slides_in_xml)
        .saying("A slide show as XML."),
    Route::get("/links/{int:n}", nothing).finding(links::first)
        .saying("Leads to the first of n pages that link to each other."),
    Route::get("/links/{int:n}/{int:offset}", links::page)
        .saying("One of n pages that link to each other; there are 200 at most."),
    // A picture.
    Route::get("/image", pictures::chosen).finding(pictures::choose)
        .saying("A picture, in the format that Accept names."),
    Route::get("/image/avif", pictures::avif)
        .saying("A picture as AVIF."),
    Route::get("/image/jpeg", pictures::jpeg)
        .saying("A picture as JPEG."),
    Route::get("/image/png", pictures::png)
        .saying("A picture as PNG."),
    Route::get("/image/svg", pictures::svg)
        .saying("A picture as SVG."),
    Route::get("/image/webp", pictures::webp)
        .saying("A picture as WebP."),
    Route::get("/static/favicon.ico", pictures::icon)
        .saying("An icon."),
    // Base64; httpbin has the first.
    Route::get("/base64/{text:value}", base64::text)
        .saying("Decodes Base64 into text, or says that it is none."),
    Route::get("/base64/encode/{rest:value}", base64::encode)
        .saying("Encodes text, or any octets, in the Base64 of URLs."),
    Route::get("/base64/decode/{rest:value}", base64::decode).finding(base64::judge)
        .saying("Decodes Base64 into content of the type that content-type names."),
    // Kept, and asked for again.
    Route::get("/cache", cached::show).finding(cached::any_condition)
        .saying("Shows the request, with validators: 304 to any If-None-Match or If-Modified-Since."),
    Route::get("/cache/{int:seconds}", cached::for_seconds)
        .saying("Shows the request, which stays fresh for so long."),
    Route::get("/etag/{text:etag}", requests::get).finding(cached::conditions)
        .saying("Shows the request, with this entity tag: 304 by If-None-Match, 412 by If-Match."),
    // Elsewhere.
    Route::get("/redirect/{int:n}", nothing).finding(redirects::times)
        .saying("Redirects n times, the last time to /get; with absolute=true by absolute addresses."),
    Route::get("/relative-redirect/{int:n}", nothing).finding(redirects::relative)
        .saying("Redirects n times by relative addresses, the last time to /get."),
    Route::get("/absolute-redirect/{int:n}", nothing).finding(redirects::absolute)
        .saying("Redirects n times by absolute addresses, the last time to /get."),
    Route::get("/redirect-to", nothing).admitting(redirects::by_number).finding(redirects::to).only(ALL)
        .saying("Redirects to url, with status_code if that is one of the 300s."),
    // Cookies.
    Route::get("/cookies", cookies::show)
        .saying("Shows the cookies that came."),
    Route::get("/cookies/set", nothing).finding(cookies::set)
        .saying("Sets the cookies that the query names, and leads to /cookies."),
    Route::get("/cookies/set/{text:name}/{text:value}", nothing).finding(cookies::set_path)
        .saying("Sets one cookie, and leads to /cookies."),
    Route::get("/cookies/delete", nothing).finding(cookies::delete)
        .saying("Deletes the cookies that the query names, and leads to /cookies."),
    // Who asks.
    Route::get("/basic-auth/{text:user}/{text:passwd}", credentials::say_user).finding(credentials::find_basic)
        .saying("Asks for these Basic credentials."),
    Route::get("/hidden-basic-auth/{text:user}/{text:passwd}", credentials::say_user).finding(credentials::find_hidden)
        .saying("Asks for these Basic credentials, and answers 404 to who does not have them."),
    Route::get("/bearer", credentials::say_token).finding(credentials::find_bearer)
        .saying("Asks for a Bearer token, whichever it is."),
    Route::get("/digest-auth/{text:qop}/{text:user}/{text:passwd}", digest::say_user).finding(digest::find).judging(digest::judge)
        .saying("Asks for these Digest credentials."),
    Route::get("/digest-auth/{text:qop}/{text:user}/{text:passwd}/{text:algorithm}", digest::say_user).finding(digest::find).judging(digest::judge)
        .saying("Asks for these Digest credentials, by MD5, SHA-256 or SHA-512."),
    Route::get("/digest-auth/{text:qop}/{text:user}/{text:passwd}/{text:algorithm}/{text:stale_after}", digest::say_user).finding(digest::find).judging(digest::judge)
        .saying("Asks for these Digest credentials, and for a new nonce after so many requests."),
];

/// Where a path only has too many slashes to be one of these.
const UNTIDY: &[Route] = &[Route::get("/{rest:path}", nothing).finding(redirects::tidied).any(ALL)];

/// The route that a path leads to. Of several slashes at the beginning gunicorn makes one; where there are several further
/// on, Werkzeug sends to where there is one.
pub(crate) fn find(path: &str) -> Option<Call> {
    one_of_all(path).or_else(|| {
        let tidy = place::tidied(path)?;
        one_of_all(&tidy).and_then(|_| Call::of(UNTIDY, tidy.trim_start_matches('/')))
    })
}

/// Paths are unescaped first, so that an escaped slash is one.
fn one_of_all(path: &str) -> Option<Call> {
    let path = place::decoded(path);
    let path = path.trim_start_matches('/');
    Call::of(ROUTES, path)
}

#[cfg(test)]
mod tests {
    use super::ROUTES;
    use std::collections::BTreeSet;

    #[test]
    fn every_route_says_what_it_is_for_and_no_two_are_the_same() {
        let mut seen = BTreeSet::new();
        for route in ROUTES {
            let template = route.template();
            let begins = |first: char| first.is_ascii_uppercase() || first.is_ascii_digit();
            assert!(route.says.starts_with(begins) && route.says.ends_with('.'), "{template} says {:?}", route.says);
            let names: Vec<_> = route.places().map(|(_, name)| name).collect();
            let distinct = names.iter().collect::<BTreeSet<_>>().len();
            assert_eq!(distinct, names.len(), "{template} has two places of one name");
            assert!(seen.insert(template.clone()), "{template} is there twice");
        }
    }
}
