//! [`Table`]: rows of small weights, and their sums.
//!
//! Input: rows of one byte a label, as many as a power of two. Output: the sum
//! of the rows that features ask for. Both taggers spend much of their time
//! here, most of it on waiting for rows to arrive: the smaller a table, the
//! faster, and the fewer instructions a row takes, the more rows are under way
//! at once. That is why the sums are built for several sets of instructions, of
//! which the processor's best is taken at run time.

use fearless_simd::{Level, Simd, dispatch};

/// Rows of weights, of which the first `USED` lanes are kept: the smallest
/// number of bytes, a multiple of four, that holds all labels.
#[derive(Clone, Debug)]
pub(crate) struct Table<const LANES: usize, const USED: usize> {
    /// rows that are not used, then the others
    rows: Vec<[i8; USED]>,
    /// where the others begin: with a line of the processor's cache, if rows can
    start: usize,
    /// what the processor can do
    level: Level,
}

/// Bytes of a line.
const LINE: usize = 64;

impl<const LANES: usize, const USED: usize> Table<LANES, USED> {
    /// A table of rows, as many as a power of two.
    pub(crate) fn new(rows: &[[i8; LANES]]) -> Self {
        let mut own: Vec<[i8; USED]> = Vec::with_capacity(rows.len() + LINE);
        // in bytes; rows that do not divide a line cannot line up with it
        let before = own.as_ptr().cast::<u8>().align_offset(LINE);
        let start = if before < LINE && before.is_multiple_of(USED) { before / USED } else { 0 };
        own.resize(start, [0; USED]);
        own.extend(rows.iter().map(|row| std::array::from_fn::<i8, USED, _>(|lane| row[lane])));
        Table { rows: own, start, level: Level::new() }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len() - self.start
    }

    /// All rows, in order; zero in the lanes that are not kept.
    pub(crate) fn rows(&self) -> impl Iterator<Item = [i8; LANES]> {
        let whole = |row: &[i8; USED]| std::array::from_fn(|lane| row.get(lane).copied().unwrap_or(0));
        self.rows[self.start..].iter().map(whole)
    }

    /// The sum of rows by number, at most 256 of them; what is above the number
    /// of rows begins again at 0. A function of its own, kept small: what is
    /// done with the sums does not tear the loop apart.
    #[inline(never)]
    pub(crate) fn sum(&self, numbers: &[u32]) -> [i16; LANES] {
        let rows = &self.rows[self.start..];
        let sums = dispatch!(self.level, simd => simd.vectorize(#[inline(always)] || sum(rows, numbers)));
        std::array::from_fn(|lane| sums.get(lane).copied().unwrap_or(0))
    }
}

/// Built into each caller, for its set of instructions.
#[inline(always)]
fn sum<const USED: usize>(rows: &[[i8; USED]], numbers: &[u32]) -> [i16; USED] {
    let mask = rows.len() - 1;
    // that many weights of at most 127 fit 16 bits
    let mut sums = [0_i16; USED];
    for &number in numbers {
        for (sum, &weight) in sums.iter_mut().zip(&rows[number as usize & mask]) {
            *sum += i16::from(weight);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_their_sums() {
        let rows: Vec<[i8; 16]> = (0..64).map(|row| std::array::from_fn(|lane| if lane < 12 { row - 3 * lane as i8 } else { 0 })).collect();
        let table = Table::<16, 12>::new(&rows);
        assert_eq!(table.rows().collect::<Vec<_>>(), rows);
        assert_eq!((table.len(), table.sum(&[])), (64, [0; 16]));
        let sum = table.sum(&[3, 5, 5, 64 + 1, 63]);
        assert_eq!((sum[0], sum[9], sum[12..].iter().max()), (77, 77 - 5 * 27, Some(&0)));
        assert_eq!(table.clone().rows().collect::<Vec<_>>(), rows);
    }

    #[test]
    fn the_largest_sums_fit() {
        let table = Table::<32, 32>::new(&[[-127; 32]]);
        assert_eq!(table.sum(&[0; 256]), [-127 * 256; 32]);
    }
}
