//! Content codings (RFC 9110 §8.4.1): their names, and how a content comes into one.

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::io::{self, Write};

/// A coding that contents are sent in, in the order in which this server likes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Brotli,
    Zstd,
    Gzip,
    Deflate,
}

/// What is longer is sent as it is. Coding is done between other requests, on the thread that serves them: of this much each of
/// the codings is done in some five milliseconds, whatever the octets are.
pub(crate) const MOST: usize = 256 * 1024;

/// How hard gzip and deflate try, of 9: from 4 on, octets that cannot be made fewer take twice as long.
const EFFORT: u32 = 3;

/// How hard brotli tries, of 11, and the window that it looks back over, as a power of two: that of [`MOST`].
const QUALITY: i32 = 4;
const WINDOW: i32 = 18;

impl Coding {
    pub(crate) const ALL: [Coding; 4] = [Coding::Brotli, Coding::Zstd, Coding::Gzip, Coding::Deflate];

    /// As it is registered.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Zstd => "zstd",
            Coding::Gzip => "gzip",
            Coding::Deflate => "deflate",
        }
    }

    /// Whether a client means it by this name, its old one among them (RFC 9110 §8.4.1.3).
    pub(super) fn is(self, name: &str) -> bool {
        name.eq_ignore_ascii_case(self.name()) || (self == Coding::Gzip && name.eq_ignore_ascii_case("x-gzip"))
    }

    /// A content in this coding: the same octets for the same content.
    ///
    /// # Errors
    ///
    /// None that could come of the content: it is written into memory.
    pub(crate) fn encode(self, content: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Coding::Brotli => brotli(content),
            // The fastest of its levels, and the only one that there is.
            Coding::Zstd => Ok(compress_to_vec(content, CompressionLevel::Fastest)),
            Coding::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::new(EFFORT));
                encoder.write_all(content)?;
                encoder.finish()
            }
            // By that name HTTP means it within zlib's (RFC 9110 §8.4.1.2).
            Coding::Deflate => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(EFFORT));
                encoder.write_all(content)?;
                encoder.finish()
            }
        }
    }
}

fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let asked = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut coded = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut coded, &asked)?;
    Ok(coded)
}

#[cfg(test)]
mod tests {
    use super::Coding;
    use std::io::Read;

    fn decoded(coding: Coding, coded: &[u8]) -> Vec<u8> {
        let mut reader: Box<dyn Read + '_> = match coding {
            Coding::Brotli => Box::new(brotli::Decompressor::new(coded, 4096)),
            Coding::Zstd => Box::new(ruzstd::decoding::StreamingDecoder::new(coded).expect("a frame")),
            Coding::Gzip => Box::new(flate2::read::GzDecoder::new(coded)),
            Coding::Deflate => Box::new(flate2::read::ZlibDecoder::new(coded)),
        };
        let mut content = Vec::new();
        reader.read_to_end(&mut content).expect("it is in the coding");
        content
    }

    #[test]
    fn whatever_is_coded_is_there_again_when_it_is_decoded() {
        let mut state = 1_u64;
        let mut any = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let mut contents = vec![Vec::new(), b"a".to_vec(), vec![b' '; 200_000], (0..=255).collect()];
        for _ in 0..60 {
            let (length, letters) = (any() % 6000, any() % 256 + 1);
            let mut content: Vec<u8> = Vec::new();
            while content.len() < length {
                match any() % 3 {
                    0 if !content.is_empty() => content.extend_from_within(any() % content.len()..),
                    1 => content.resize(content.len() + any() % 300, any() as u8),
                    _ => content.extend((0..any() % 100).map(|_| (any() % letters) as u8)),
                }
            }
            contents.push(content);
        }
        for (content, coding) in contents.iter().flat_map(|content| Coding::ALL.map(|coding| (content, coding))) {
            let coded = coding.encode(content).expect("it can be coded");
            assert!(decoded(coding, &coded) == *content, "{coding:?} of {content:?}");
            assert!(coded.len() < content.len() + 64, "{coding:?} makes {} of {}", coded.len(), content.len());
        }
    }

    #[test]
    fn deflate_is_within_zlibs_format_and_gzip_says_nothing_of_when() {
        assert_eq!(Coding::Deflate.encode(b"a").expect("it can be coded")[0], 0x78);
        assert_eq!(Coding::Gzip.encode(b"a").expect("it can be coded")[..8], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    }
}
