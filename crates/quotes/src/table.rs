//! [`Table`]: rows of small weights, and their sums.
//!
//! Input: rows of one byte a label, as many as a power of two. Output: the sum
//! of the rows that features ask for. Both taggers spend much of their time
//! here, nearly all of it on waiting for rows to arrive: the smaller a table,
//! the faster.

/// Rows of weights, of which the first `USED` lanes are kept. Sums are made of
/// `LANES` bytes at once, what stands in the next row included.
#[derive(Clone, Debug)]
pub(crate) struct Table<const LANES: usize, const USED: usize> {
    /// bytes that are not used, the rows, and room for the last to be read whole
    bytes: Vec<i8>,
    /// where the rows begin: with a line of the processor's cache
    start: usize,
    /// how many there are
    count: usize,
}

/// Bytes of a line.
const LINE: usize = 64;

impl<const LANES: usize, const USED: usize> Table<LANES, USED> {
    /// A table of rows, as many as a power of two.
    pub(crate) fn new(rows: &[[i8; LANES]]) -> Self {
        let mut bytes: Vec<i8> = Vec::with_capacity(LINE + rows.len() * USED + LANES);
        let before = bytes.as_ptr().align_offset(LINE);
        // an allocator that cannot say is none to line up with
        let start = if before < LINE { before } else { 0 };
        bytes.resize(start, 0);
        for row in rows {
            bytes.extend_from_slice(&row[..USED]);
        }
        bytes.extend([0; LANES]);
        Table { bytes, start, count: rows.len() }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// All rows, in order; zero in the lanes that are not kept.
    pub(crate) fn rows(&self) -> impl Iterator<Item = [i8; LANES]> {
        let rows = self.bytes[self.start..].chunks_exact(USED).take(self.count);
        rows.map(|row| std::array::from_fn(|lane| row.get(lane).copied().unwrap_or(0)))
    }

    /// The sum of rows by number, at most 256 of them; what is above the number
    /// of rows begins again at 0. A function of its own, kept small: what is
    /// done with the sums does not tear the loop apart, and many rows are
    /// under way at once.
    #[inline(never)]
    pub(crate) fn sum(&self, numbers: &[u32]) -> [i16; LANES] {
        let rows = &self.bytes[self.start..];
        let mask = self.count - 1;
        // that many weights of at most 127 fit 16 bits
        let mut sums = [0_i16; LANES];
        for &number in numbers {
            let row = rows.get((number as usize & mask) * USED..).and_then(<[i8]>::first_chunk::<LANES>);
            for (sum, &weight) in sums.iter_mut().zip(row.unwrap_or(&[0; LANES])) {
                *sum += i16::from(weight);
            }
        }
        sums[USED..].fill(0);
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_their_sums() {
        let rows: Vec<[i8; 16]> = (0..64).map(|row| std::array::from_fn(|lane| if lane < 11 { row - 3 * lane as i8 } else { 0 })).collect();
        let table = Table::<16, 11>::new(&rows);
        assert_eq!(table.rows().collect::<Vec<_>>(), rows);
        assert_eq!((table.len(), table.sum(&[])), (64, [0; 16]));
        let sum = table.sum(&[3, 5, 5, 64 + 1, 63]);
        assert_eq!((sum[0], sum[9], sum[11..].iter().max()), (77, 77 - 5 * 27, Some(&0)));
        assert_eq!(table.clone().rows().collect::<Vec<_>>(), rows);
    }

    #[test]
    fn the_largest_sums_fit() {
        let table = Table::<32, 32>::new(&[[-127; 32]]);
        assert_eq!(table.sum(&[0; 256]), [-127 * 256; 32]);
    }
}
