//! TLS as a user meets it: the flags of `serve`, what the banner says, and what curl and openssl make of the lab.
#![cfg(target_os = "linux")]

mod curl;
mod flags;
mod http3;
mod openssl;
mod program;
mod serving;
mod trusted;
