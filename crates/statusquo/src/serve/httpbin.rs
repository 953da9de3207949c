//! The flags of `serve` that bound httpbin's routes. Clients choose within them, and can raise none.

use super::parse::{duration, host, size};
use clap::Args;
use statusquo_lab::{HttpbinLimits, Settings};
use std::time::Duration;

/// The most that the flags for sizes take: what is shown or made stands in memory as a whole.
const MOST_CONTENT: u64 = 16 * 1024 * 1024;
const MOST_MADE: u64 = 64 * 1024 * 1024;

#[derive(Args, Debug)]
#[command(next_help_heading = "httpbin's routes")]
pub(super) struct Httpbin {
    /// The longest time that an answer is held back, by /delay and the like
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration)]
    max_delay: Duration,
    /// The longest time that a content may take on purpose, by /drip and the like
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    max_duration: Duration,
    /// The most octets of a content that is shown, by /post and the like, up to 16m; more get 413. To show
    /// it takes up to ten times as much memory
    #[arg(long, value_name = "SIZE", default_value = "1m", value_parser = |text: &str| size(text, MOST_CONTENT))]
    max_body: u64,
    /// The most octets that are made on demand, up to 64m [default: 100k for /bytes and the like, 10m for /drip]
    #[arg(long, value_name = "SIZE", value_parser = |text: &str| size(text, MOST_MADE))]
    max_bytes: Option<u64>,
    /// The hosts that clients may have others sent to, by /redirect-to and the like; any while all listeners are on
    /// loopback, else none but these
    #[arg(long, value_name = "HOST,...", value_delimiter = ',', value_parser = host)]
    redirect_hosts: Vec<String>,
}

impl Httpbin {
    /// Puts the bounds into the settings.
    pub(super) fn bind(&self, settings: &mut Settings) {
        let usual = HttpbinLimits::default();
        settings.redirect_hosts.clone_from(&self.redirect_hosts);
        settings.httpbin = HttpbinLimits {
            content_bytes: self.max_body,
            made_bytes: self.max_bytes.unwrap_or(usual.made_bytes),
            dripped_bytes: self.max_bytes.unwrap_or(usual.dripped_bytes),
            delay: self.max_delay,
            duration: self.max_duration,
            ..usual
        };
    }
}
