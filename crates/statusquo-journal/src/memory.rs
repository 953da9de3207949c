//! A ring of octets in a few large blocks, each taken when it is first written to and then kept.

/// What is aligned lies in one block.
pub(crate) const WORD: usize = 8;

/// Large enough to be few, small enough that a journal with little in it is small.
const BLOCK: usize = 64 * 1024;

/// What an allocator keeps beside an allocation.
const BOOKKEEPING: usize = 32;

#[derive(Debug)]
pub(crate) struct Memory {
    blocks: Vec<Box<[u8]>>,
    capacity: usize,
}

impl Memory {
    /// A ring of so many octets, in whole words.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { blocks: Vec::new(), capacity }
    }

    /// What a ring of so many octets takes beside them.
    pub(crate) const fn beside(capacity: usize) -> usize {
        capacity.div_ceil(BLOCK) * (size_of::<Box<[u8]>>() + BOOKKEEPING)
    }

    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    /// How much memory has been taken.
    pub(crate) fn taken(&self) -> usize {
        let blocks: usize = self.blocks.iter().map(|block| block.len()).sum();
        blocks + self.blocks.capacity() * size_of::<Box<[u8]>>()
    }

    /// Copies octets to a place in the ring, and on from its beginning if they reach its end; answers where they end.
    /// What was never written to may only be written to in order.
    pub(crate) fn write(&mut self, mut at: usize, mut octets: &[u8]) -> usize {
        while !octets.is_empty() {
            if at / BLOCK == self.blocks.len() {
                self.grow();
            }
            let place = &mut self.blocks[at / BLOCK][at % BLOCK..];
            let (fits, rest) = octets.split_at(octets.len().min(place.len()));
            place[..fits.len()].copy_from_slice(fits);
            octets = rest;
            at += fits.len();
            if at == self.capacity {
                at = 0;
            }
        }
        at
    }

    /// A copy of octets from a place in the ring.
    pub(crate) fn read(&self, mut at: usize, length: usize) -> Vec<u8> {
        let mut octets = Vec::with_capacity(length);
        while octets.len() < length {
            let place = &self.blocks[at / BLOCK][at % BLOCK..];
            let piece = &place[..place.len().min(length - octets.len())];
            octets.extend_from_slice(piece);
            at = (at + piece.len()) % self.capacity;
        }
        octets
    }

    /// The number at a place that is aligned, counted on beyond the end of the ring.
    pub(crate) fn word(&self, at: usize) -> u64 {
        let at = if at < self.capacity { at } else { at - self.capacity };
        self.blocks[at / BLOCK][at % BLOCK..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word))
    }

    #[cold]
    fn grow(&mut self) {
        if self.blocks.capacity() == 0 {
            self.blocks.reserve_exact(self.capacity.div_ceil(BLOCK));
        }
        let size = BLOCK.min(self.capacity - self.blocks.len() * BLOCK);
        self.blocks.push(vec![0; size].into_boxed_slice());
    }
}
