//! The journal as pages: what passed, as far as a filter lets it through, and one exchange in full.

use super::super::maintenance;
use super::super::query::parameter;
use super::{filter, gone, number};
use crate::visit::Visit;
use statusquo_journal::Traffic;
use statusquo_page::Site;
use statusquo_page::journal::{Held, Overview, ROWS, exchange as exchange_page, journal as journal_page};

/// The most exchanges that are looked at for one page, whatever the filter.
const LOOKED_AT: usize = 2000;

/// The newest exchanges that fit.
pub(super) async fn journal(visit: &mut Visit<'_>) {
    let maintenance = maintenance::is_on(visit).await;
    let typed = parameter(visit.target.query, "filter").unwrap_or_default();
    let (before, wanted) = (number(visit, "before"), filter(visit).unwrap_or_default());
    let (mut records, mut first, mut last, mut looked_at) = (Vec::new(), 0, None, 0);
    let journal = visit.state.journal.as_deref();
    for mut record in journal.iter().flat_map(|journal| journal.newest(before)) {
        if looked_at == 0 {
            first = record.id;
        }
        looked_at += 1;
        last = Some(record.id);
        if wanted.fits(&record) {
            // Rows do without the bytes.
            record.traffic = Traffic::default();
            records.push(record);
        }
        if records.len() == ROWS || looked_at == LOOKED_AT {
            break;
        }
    }
    let all = records.len() < ROWS && looked_at < LOOKED_AT;
    let held = journal.map(|journal| Held { exchanges: journal.len(), evicted: journal.evicted(), newest: first });
    let overview = Overview {
        filter: &typed,
        maintenance,
        held,
        older: last.filter(|_| !all),
        past: before.is_some(),
        authority: visit.request.authority().unwrap_or("127.0.0.1:8080"),
    };
    let page = journal_page(&Site::live(), &overview, &records);
    visit.say_page(page);
}

/// One exchange in full.
pub(super) fn exchange(visit: &mut Visit<'_>, id: u64) {
    match visit.state.journal.as_ref().and_then(|journal| journal.get(id)) {
        Some(record) => visit.say_page(exchange_page(&Site::live(), &record)),
        None => gone(visit),
    }
}
