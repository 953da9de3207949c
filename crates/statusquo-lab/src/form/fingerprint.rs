//! A short number for octets, for entity tags: other octets have another, as far as chance goes.

/// FNV-1a, 64 bits.
pub(crate) fn fingerprint<'o>(octets: impl IntoIterator<Item = &'o u8>) -> u64 {
    octets
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, octet| (hash ^ u64::from(*octet)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn it_is_the_one_of_the_algorithms_authors() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
