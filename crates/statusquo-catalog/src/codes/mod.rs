//! The list of all codes, in rising order: where is 409? In `c409_conflict.rs`.

mod c100_continue;
mod c101_switching_protocols;
mod c102_processing;
mod c103_early_hints;
mod c104_upload_resumption_supported;
mod c200_ok;
mod c201_created;
mod c202_accepted;
mod c203_non_authoritative_information;
mod c204_no_content;
mod c205_reset_content;
mod c206_partial_content;
mod c207_multi_status;
mod c208_already_reported;
mod c226_im_used;
mod c300_multiple_choices;
mod c301_moved_permanently;
mod c302_found;
mod c303_see_other;
mod c304_not_modified;
mod c305_use_proxy;
mod c306_unused;
mod c307_temporary_redirect;
mod c308_permanent_redirect;
mod c400_bad_request;
mod c401_unauthorized;
mod c402_payment_required;
mod c403_forbidden;
mod c404_not_found;
mod c405_method_not_allowed;
mod c406_not_acceptable;
mod c407_proxy_authentication_required;
mod c408_request_timeout;
mod c409_conflict;
mod c410_gone;
mod c411_length_required;
mod c412_precondition_failed;
mod c413_content_too_large;
mod c414_uri_too_long;
mod c415_unsupported_media_type;
mod c416_range_not_satisfiable;
mod c417_expectation_failed;
mod c418_unused;
mod c421_misdirected_request;
mod c422_unprocessable_content;
mod c423_locked;
mod c424_failed_dependency;
mod c425_too_early;
mod c426_upgrade_required;
mod c428_precondition_required;
mod c429_too_many_requests;
mod c431_request_header_fields_too_large;
mod c451_unavailable_for_legal_reasons;
mod c500_internal_server_error;
mod c501_not_implemented;
mod c502_bad_gateway;
mod c503_service_unavailable;
mod c504_gateway_timeout;
mod c505_http_version_not_supported;
mod c506_variant_also_negotiates;
mod c507_insufficient_storage;
mod c508_loop_detected;
mod c510_not_extended;
mod c511_network_authentication_required;

use crate::Entry;

/// Every registered code, in rising order.
pub static ALL: &[Entry] = &[
    c100_continue::ENTRY,
    c101_switching_protocols::ENTRY,
    c102_processing::ENTRY,
    c103_early_hints::ENTRY,
    c104_upload_resumption_supported::ENTRY,
    c200_ok::ENTRY,
    c201_created::ENTRY,
    c202_accepted::ENTRY,
    c203_non_authoritative_information::ENTRY,
    c204_no_content::ENTRY,
    c205_reset_content::ENTRY,
    c206_partial_content::ENTRY,
    c207_multi_status::ENTRY,
    c208_already_reported::ENTRY,
    c226_im_used::ENTRY,
    c300_multiple_choices::ENTRY,
    c301_moved_permanently::ENTRY,
    c302_found::ENTRY,
    c303_see_other::ENTRY,
    c304_not_modified::ENTRY,
    c305_use_proxy::ENTRY,
    c306_unused::ENTRY,
    c307_temporary_redirect::ENTRY,
    c308_permanent_redirect::ENTRY,
    c400_bad_request::ENTRY,
    c401_unauthorized::ENTRY,
    c402_payment_required::ENTRY,
    c403_forbidden::ENTRY,
    c404_not_found::ENTRY,
    c405_method_not_allowed::ENTRY,
    c406_not_acceptable::ENTRY,
    c407_proxy_authentication_required::ENTRY,
    c408_request_timeout::ENTRY,
    c409_conflict::ENTRY,
    c410_gone::ENTRY,
    c411_length_required::ENTRY,
    c412_precondition_failed::ENTRY,
    c413_content_too_large::ENTRY,
    c414_uri_too_long::ENTRY,
    c415_unsupported_media_type::ENTRY,
    c416_range_not_satisfiable::ENTRY,
    c417_expectation_failed::ENTRY,
    c418_unused::ENTRY,
    c421_misdirected_request::ENTRY,
    c422_unprocessable_content::ENTRY,
    c423_locked::ENTRY,
    c424_failed_dependency::ENTRY,
    c425_too_early::ENTRY,
    c426_upgrade_required::ENTRY,
    c428_precondition_required::ENTRY,
    c429_too_many_requests::ENTRY,
    c431_request_header_fields_too_large::ENTRY,
    c451_unavailable_for_legal_reasons::ENTRY,
    c500_internal_server_error::ENTRY,
    c501_not_implemented::ENTRY,
    c502_bad_gateway::ENTRY,
    c503_service_unavailable::ENTRY,
    c504_gateway_timeout::ENTRY,
    c505_http_version_not_supported::ENTRY,
    c506_variant_also_negotiates::ENTRY,
    c507_insufficient_storage::ENTRY,
    c508_loop_detected::ENTRY,
    c510_not_extended::ENTRY,
    c511_network_authentication_required::ENTRY,
];

// Wall: numbers rise and are unique. A list out of order does not compile.
const _: () = {
    let mut i = 1;
    while i < ALL.len() {
        assert!(ALL[i - 1].code < ALL[i].code, "codes must stand in rising order, each once");
        i += 1;
    }
};

/// The entry of a code, if the code is registered.
pub fn entry(code: u16) -> Option<&'static Entry> {
    ALL.binary_search_by_key(&code, |entry| entry.code).ok().map(|at| &ALL[at])
}
