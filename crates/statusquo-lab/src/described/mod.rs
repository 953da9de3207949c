//! What is here for programs: `/openapi.json`, what can be asked for, and `/codes.json`, all that is known of every code. Each is
//! made once, and so is each content coding of it.

mod admin;
mod document;
mod httpbin;
mod lab;
mod pages;
mod path;
mod schemas;

use crate::entry_json;
use crate::form::accept_encoding;
use crate::form::coding::{Coding, MOST};
use crate::form::fingerprint::fingerprint;
use crate::visit::Visit;
use crate::world::preconditions::{self, Validators};
pub(crate) use document::Offered;
#[cfg(test)]
pub(crate) use document::paths;
use std::sync::OnceLock;

/// One of these files. What the document is made from is told by who knows which path leads where.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FileVisit {
    /// `/codes.json`
    Codes,
    /// `/openapi.json`
    Openapi(Offered),
}

/// A file as it was made, with what its entity tag says, and the codings of it as far as somebody asked for them.
#[derive(Debug)]
struct File {
    content: Vec<u8>,
    hash: u64,
    coded: [OnceLock<Option<Vec<u8>>>; Coding::ALL.len()],
}

static CODES: OnceLock<File> = OnceLock::new();
static OPENAPI: OnceLock<File> = OnceLock::new();

impl File {
    fn of(value: &serde_json::Value) -> Self {
        let content = entry_json::text(value).into_bytes();
        Self { hash: fingerprint(&content), content, coded: Default::default() }
    }

    fn coded(&self, coding: Coding) -> Option<&[u8]> {
        let place = Coding::ALL.iter().position(|one| *one == coding)?;
        self.coded[place].get_or_init(|| coding.encode(&self.content).ok()).as_deref()
    }
}

impl FileVisit {
    fn file(self) -> &'static File {
        match self {
            Self::Codes => {
                CODES.get_or_init(|| File::of(&statusquo_catalog::ALL.iter().map(entry_json::entry).collect()))
            }
            Self::Openapi(offered) => OPENAPI.get_or_init(|| File::of(&document::document(offered))),
        }
    }

    /// Tells which representation it is to be, and evaluates preconditions on it.
    #[cold]
    pub(crate) fn find(self, visit: &mut Visit<'_>) {
        if !visit.reads() {
            return;
        }
        let file = self.file();
        visit.fields.push("Vary", "Accept-Encoding");
        let etag = match coding(visit, file) {
            Some(coding) => format!("\"{:016x}-{}\"", file.hash, coding.name()),
            None => format!("\"{:016x}\"", file.hash),
        };
        visit.fields.push("ETag", &etag);
        preconditions::judge(visit, Some(Validators { etag: &etag, modified: None }));
    }

    #[cold]
    pub(crate) fn perform(self, visit: &mut Visit<'_>) {
        let file = self.file();
        let coded = coding(visit, file).and_then(|coding| Some((coding, file.coded(coding)?)));
        if let Some((coding, _)) = coded {
            visit.fields.push("Content-Encoding", coding.name());
        }
        visit.say("application/json", coded.map_or(file.content.as_slice(), |(_, content)| content));
    }
}

/// The coding for a file. That it is long does not count here: it is coded once.
fn coding(visit: &Visit<'_>, file: &File) -> Option<Coding> {
    accept_encoding::preferred(visit.request.fields()).of_content(file.content.len().min(MOST), &visit.fields)
}
