//! Which target leads to which resource, on one page; and what the whole server says before that.

use crate::admin;
use crate::described::FileVisit;
use crate::httpbin::routes;
use crate::httpbin::sequence::SequenceVisit;
use crate::httpbin::status::NumberVisit;
use crate::reason::Reason;
use crate::resource::{KNOWN, Resource};
use crate::settings::ServesAs;
use crate::store::dav::Path;
use crate::store::variants::is_name;
use crate::visit::Visit;
use crate::world::dav::DavVisit;
use crate::world::documents::{self, DocumentVisit};
use crate::world::echo::{self, EchoVisit};
use crate::world::exchanges::JournalVisit;
use crate::world::former::FormerVisit;
use crate::world::forward::{self, ForwardVisit};
use crate::world::gateway::GatewayVisit;
use crate::world::happen::HappenVisit;
use crate::world::jobs::JobVisit;
use crate::world::maintenance;
use crate::world::meter::TopUpVisit;
use crate::world::moves::MoveVisit;
use crate::world::pages::PageVisit;
use crate::world::portal;
use crate::world::uploads::UploadVisit;
use crate::world::users::UserVisit;
use crate::world::variants::VariantVisit;
use statusquo_decision::Question;
use statusquo_wire::Version;
use statusquo_wire::message::Form;

/// Finds the resource and makes known what the server as a whole has to say.
pub(crate) async fn find<'v>(visit: &mut Visit<'v>) -> Resource<'v> {
    if (visit.target.form != Form::Origin || visit.request.plain) && forward::is_asked(visit) {
        judge_known(visit);
        return Resource::Forward(Box::new(ForwardVisit::new()));
    }
    if portal::guards(visit) {
        portal::admit(visit).await;
    }
    let path = visit.target.path;
    let resource = match visit.target.form {
        Form::Asterisk | Form::Authority => Some(Resource::Server),
        Form::Origin | Form::Absolute if path == "/" && visit.state.settings.serves_as != ServesAs::Statusquo => {
            httpbin(routes::LANDING)
        }
        Form::Origin | Form::Absolute => resource(path),
    };
    if path == "/lab" || path.starts_with("/lab/") {
        maintenance::admit(visit).await;
    }
    if path.starts_with("/_/") {
        admin::judge(visit);
    }
    if !resource.as_ref().is_some_and(Resource::takes_any_method) {
        judge_known(visit);
    }
    if let Some(protocol) = visit.request.protocol().filter(|protocol| *protocol != echo::PROTOCOL) {
        let known = echo::PROTOCOL;
        let detail = format!("CONNECT with :protocol {protocol} is not implemented here; with {known} it is.");
        visit.refuse(Question::MethodImplemented, detail);
    }
    resource.unwrap_or_else(|| {
        visit.object(Reason::new(
            Question::RouteKnown,
            format!("{path} leads nowhere here; GET / lists what there is."),
        ));
        Resource::Nothing
    })
}

/// Makes known whether some resource knows the method.
fn judge_known(visit: &mut Visit<'_>) {
    if !KNOWN.contains(&visit.method()) {
        let detail =
            format!("{} is no method that this server implements; it knows {}.", visit.method(), KNOWN.join(", "));
        visit.refuse(Question::MethodImplemented, detail);
    }
}

/// The route table.
fn resource(path: &str) -> Option<Resource<'_>> {
    // What most requests are for is found without splitting.
    if let Some(name) = path.strip_prefix("/lab/documents/").and_then(documents::plain) {
        return Some(Resource::Document(DocumentVisit::new(name.into())));
    }
    if path == "/lab/dav" || path.starts_with("/lab/dav/") {
        return Some(Resource::Dav(Box::new(DavVisit::new(Path::parse(path)?))));
    }
    let Some((segments, count)) = split(path.strip_prefix('/')?) else { return httpbin(path) };
    Some(match &segments[..count] {
        [""] => Resource::Index,
        ["lab", "documents", name] => Resource::Document(DocumentVisit::new(documents::name(name)?)),
        ["lab", "documents", name, "move"] => {
            Resource::Move(Box::new(MoveVisit::new(documents::name(name)?.into_owned())))
        }
        ["lab", "guarded", name] => Resource::Document(DocumentVisit::guarded(documents::name(name)?)),
        ["lab", "people"] => Resource::Former(FormerVisit::collection()),
        ["lab", "people", id] => Resource::Former(FormerVisit::one(number(id)?)),
        ["lab", "teapot"] => Resource::Teapot,
        ["lab", "users"] => Resource::User(Box::new(UserVisit::collection())),
        ["lab", "users", id] => Resource::User(Box::new(UserVisit::one(number(id)?))),
        ["lab", "variants", name] if is_name(name) => Resource::Variants(Box::new(VariantVisit::all(name))),
        ["lab", "variants", name, one] if is_name(name) && is_name(one) => {
            Resource::Variants(Box::new(VariantVisit::one(name, one)))
        }
        ["lab", "vault"] => Resource::Vault,
        ["lab", "vault", "keys"] => Resource::Keys,
        ["lab", "jobs"] => Resource::Job(Box::new(JobVisit::collection())),
        ["lab", "jobs", id] => Resource::Job(Box::new(JobVisit::monitor(number(id)?))),
        ["lab", "jobs", id, "result"] => Resource::Job(Box::new(JobVisit::result(number(id)?))),
        ["lab", "uploads"] => Resource::Upload(Box::new(UploadVisit::collection())),
        ["lab", "uploads", id] => Resource::Upload(Box::new(UploadVisit::one(number(id)?))),
        ["lab", "slow-page"] => Resource::SlowPage,
        ["lab", "slow-page.css"] => Resource::Sheet,
        ["lab", "limited"] => Resource::Limited,
        ["lab", "divide"] => Resource::Divide,
        ["lab", "gateway", upstream] => Resource::Gateway(Box::new(GatewayVisit::new(upstream))),
        ["lab", "meter"] => Resource::Meter,
        ["lab", "meter", "top-up"] => Resource::TopUp(TopUpVisit::default()),
        ["lab", "needs-length"] => Resource::NeedsLength,
        ["lab", "form"] => Resource::Form(Box::default()),
        ["lab", "form", id] => number(id).map(|_| Resource::Document(DocumentVisit::entry(id)))?,
        ["lab", "busy"] => Resource::Busy,
        ["lab", "echo"] => Resource::Echo(EchoVisit::default()),
        ["lab", "portal"] => Resource::Portal,
        ["lab", "portal", "login"] => Resource::Login,
        ["_", "maintenance"] => Resource::Maintenance,
        ["_", "ca.pem"] => Resource::Authority,
        ["_", "limits"] => Resource::Limits,
        ["_", ""] => Resource::Journal(JournalVisit::Page),
        ["_", "events"] => Resource::Journal(JournalVisit::Events),
        ["_", "har"] => Resource::Journal(JournalVisit::Har),
        ["_", "exchanges"] => Resource::Journal(JournalVisit::List),
        ["_", "exchanges", id] => Resource::Journal(match id.strip_suffix(".har") {
            Some(id) => JournalVisit::OneHar(number(id)?),
            None => JournalVisit::One(number(id)?),
        }),
        ["assets", _] => Resource::Page(PageVisit::asset(path)?),
        ["decision"] => Resource::Page(PageVisit::Decision),
        ["decision", name] => Resource::Page(PageVisit::question(name)?),
        ["compare", codes] => Resource::Page(PageVisit::compare(codes)?),
        ["1xx" | "2xx" | "3xx" | "4xx" | "5xx"] => Resource::Page(PageVisit::class(path.trim_start_matches('/'))?),
        ["codes.json"] => Resource::File(FileVisit::Codes),
        ["openapi.json"] => Resource::File(FileVisit::Openapi(offered)),
        ["find"] => Resource::Page(PageVisit::Find),
        ["websocket", "echo"] => Resource::Echo(EchoVisit::by_query()),
        [code] if is_code(code) => Resource::Reference(code.parse().ok()?),
        [code, "happen"] if is_code(code) => Resource::Happen(HappenVisit::new(code.parse().ok()?)?),
        ["lab" | "_", ..] => return None,
        _ => return httpbin(path),
    })
}

/// The methods that are offered at a path, over HTTP/1.1.
fn offered(path: &str) -> &'static [&'static str] {
    resource(path).map_or(&[], |resource| resource.methods(Version::Http11))
}

/// What is not the lab's own may be httpbin's, which has a page of its own.
fn httpbin<'v>(path: &str) -> Option<Resource<'v>> {
    // Of several slashes at the beginning gunicorn makes one.
    if let Some(codes) = path.trim_start_matches('/').strip_prefix("status/") {
        return Some(Resource::Number(NumberVisit::new(codes.split('/').next().unwrap_or(""))));
    }
    if let Some(codes) = path.strip_prefix("/sequence/") {
        return Some(Resource::Sequence(Box::new(SequenceVisit::new(codes.split('/').next().unwrap_or("")))));
    }
    routes::find(path).map(|call| Resource::Httpbin(Box::new(call)))
}

/// The most segments of a path that leads anywhere in the lab.
const DEEPEST: usize = 5;

/// The segments of a path, and how many there are; none if there are too many to lead anywhere.
fn split(path: &str) -> Option<([&str; DEEPEST], usize)> {
    let mut segments = [""; DEEPEST];
    let (mut count, mut from) = (0, 0);
    for (at, byte) in path.bytes().enumerate() {
        if byte == b'/' {
            *segments.get_mut(count)? = &path[from..at];
            count += 1;
            from = at + 1;
        }
    }
    *segments.get_mut(count)? = &path[from..];
    Some((segments, count + 1))
}

/// Whether a segment is three digits.
fn is_code(segment: &str) -> bool {
    segment.len() == 3 && segment.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number as it stands in a path: digits alone, without a leading zero.
fn number(segment: &str) -> Option<u64> {
    let digits = segment.bytes().all(|byte| byte.is_ascii_digit()) && !segment.starts_with('0');
    digits.then(|| segment.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::described::paths;
    use std::collections::BTreeSet;

    /// These are found by more than a path, or are no place at all.
    const NOT_AT_A_PATH: [&str; 4] = ["Nothing", "Failed", "Server", "Forward"];

    /// The name of a resource, as its type has it.
    fn name(shown: &str) -> String {
        shown.chars().take_while(char::is_ascii_alphanumeric).collect()
    }

    #[test]
    fn every_resource_is_described_and_every_described_path_leads_to_one() {
        let mut described: BTreeSet<String> = BTreeSet::new();
        for path in paths() {
            let found = resource(&path.example);
            let found = found.unwrap_or_else(|| panic!("{} leads nowhere", path.example));
            described.insert(name(&format!("{found:?}")));
        }
        let (_, all) = include_str!("resource.rs").split_once("enum Resource<'v> {\n").expect("the type");
        let (all, _) = all.split_once("\n}\n").expect("its end");
        let all = all.lines().map(str::trim).filter(|line| !line.starts_with("//")).map(name);
        let all: BTreeSet<String> = all.filter(|name| !NOT_AT_A_PATH.contains(&name.as_str())).collect();
        assert_eq!(described, all);
    }
}
