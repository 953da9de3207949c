//! The flags of `serve` for httpbin's routes: in whose place they stand, and what bounds them. Clients choose within the
//! bounds, and can raise none.

use super::parse::{duration, host, size};
use clap::{Args, ValueEnum};
use statusquo_lab::{HttpbinLimits, ServesAs, Settings};
use std::time::Duration;

/// The most that the flags for sizes take: what is shown or made stands in memory as a whole.
const MOST_CONTENT: u64 = 16 * 1024 * 1024;
const MOST_MADE: u64 = 64 * 1024 * 1024;

/// The port of everybody but httpbin.
const PORT: u16 = 8080;

#[derive(Clone, Copy, Debug, ValueEnum)]
enum As {
    /// Its port is 80, and / is a page of its routes
    Httpbin,
    /// The same page; JSON as go-httpbin writes it: lists for every value, and its own order of members
    GoHttpbin,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "httpbin's routes")]
pub(super) struct Httpbin {
    /// Stand in the place of another server, whose clients are to notice nothing; all else stays where it is
    #[arg(long = "as", value_name = "SERVER", value_enum)]
    serves_as: Option<As>,
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
    /// The port where nobody names one.
    pub(super) fn port(&self) -> u16 {
        match self.serves_as {
            Some(As::Httpbin) => 80,
            Some(As::GoHttpbin) | None => PORT,
        }
    }

    /// Puts what was chosen into the settings.
    pub(super) fn bind(&self, settings: &mut Settings) {
        let usual = HttpbinLimits::default();
        settings.serves_as = match self.serves_as {
            None => ServesAs::Statusquo,
            Some(As::Httpbin) => ServesAs::Httpbin,
            Some(As::GoHttpbin) => ServesAs::GoHttpbin,
        };
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Command, FromArgMatches};

    fn chosen(arguments: &[&str]) -> (u16, Settings) {
        let command = Httpbin::augment_args(Command::new("serve").no_binary_name(true));
        let flags = Httpbin::from_arg_matches(&command.get_matches_from(arguments)).unwrap();
        let mut settings = Settings::default();
        flags.bind(&mut settings);
        (flags.port(), settings)
    }

    #[test]
    fn without_flags_all_is_as_usual() {
        let (port, settings) = chosen(&[]);
        assert_eq!((port, settings.serves_as, settings.redirect_hosts), (8080, ServesAs::Statusquo, vec![]));
        assert_eq!(format!("{:?}", settings.httpbin), format!("{:?}", HttpbinLimits::default()));
    }

    #[test]
    fn the_port_is_that_of_the_server_whose_place_is_taken() {
        assert_eq!((chosen(&["--as", "httpbin"]).0, chosen(&["--as", "go-httpbin"]).0), (80, 8080));
        assert_eq!(chosen(&["--as", "go-httpbin"]).1.serves_as, ServesAs::GoHttpbin);
    }

    #[test]
    fn each_bound_is_the_one_that_its_flag_names() {
        let (_, settings) = chosen(&[
            "--max-delay=1s",
            "--max-duration=2s",
            "--max-body=3k",
            "--max-bytes=4k",
            "--redirect-hosts=a.test,b.test",
            "--redirect-hosts=c.test",
        ]);
        let HttpbinLimits { content_bytes, made_bytes, dripped_bytes, delay, duration, .. } = settings.httpbin;
        assert_eq!((content_bytes, made_bytes, dripped_bytes), (3072, 4096, 4096));
        assert_eq!((delay, duration), (Duration::from_secs(1), Duration::from_secs(2)));
        assert_eq!(settings.redirect_hosts, ["a.test", "b.test", "c.test"]);
    }
}
