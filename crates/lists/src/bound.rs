//! Bounds on what a file may cost: its size, its inflated size and ratio, and the size of one record.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use crate::err::{At, Fault, ReadError};

/// What a list may cost to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one file, after inflating.
    pub bytes: u64,
    /// Most inflated bytes for each compressed byte, once the first mebibyte has come out.
    pub ratio: u64,
    /// Most bytes of one record.
    pub record: u64,
}

impl Default for Limits {
    /// 1 GiB a file (the largest official list has about 120 MB), 100 to 1 (lists reach 17), 2 MiB a record
    /// (the largest in the lists at hand has 60 kB).
    fn default() -> Self {
        Self { bytes: 1 << 30, ratio: 100, record: 2 << 20 }
    }
}

/// A bound that was crossed, carried through `io::Error`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Exceeded {
    Bytes(u64),
    Ratio(u64),
    Record(u64),
}

impl Exceeded {
    pub(crate) fn at(self, at: At) -> ReadError {
        let mend = "fetch it from the publisher; if it is right, raise the limit";
        let fault = Fault::new(at, self.to_string(), mend);
        match self {
            Self::Bytes(_) | Self::Record(_) => ReadError::TooLarge(fault),
            Self::Ratio(_) => ReadError::Bomb(fault),
        }
    }

    fn into_io(self) -> io::Error {
        io::Error::other(self)
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(limit) => write!(out, "more than {limit} bytes"),
            Self::Ratio(limit) => write!(out, "inflates to more than {limit} times its size"),
            Self::Record(limit) => write!(out, "one record has more than {limit} bytes"),
        }
    }
}

impl std::error::Error for Exceeded {}

/// Opens a list for reading, inflating it if it is gzip, within the limits.
///
/// # Errors
/// What the operating system says.
pub fn open(input: impl Read + 'static, limits: Limits) -> io::Result<Box<dyn BufRead>> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let gzip = input.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    if !gzip {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, Sized { input, limits, read: 0 })));
    }
    let inflate = flate2::bufread::MultiGzDecoder::new(Counted { input, read: 0 });
    Ok(Box::new(BufReader::with_capacity(1 << 16, Inflated { inflate, limits, read: 0 })))
}

struct Sized<R> {
    input: R,
    limits: Limits,
    read: u64,
}

impl<R: Read> Read for Sized<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read = self.read.saturating_add(read as u64);
        if self.read > self.limits.bytes {
            Err(Exceeded::Bytes(self.limits.bytes).into_io())
        } else {
            Ok(read)
        }
    }
}

struct Counted<R> {
    input: R,
    read: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read = self.read.saturating_add(read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.read = self.read.saturating_add(amount as u64);
        self.input.consume(amount);
    }
}

struct Inflated<R> {
    inflate: flate2::bufread::MultiGzDecoder<Counted<R>>,
    limits: Limits,
    read: u64,
}

impl<R: BufRead> Read for Inflated<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inflate.read(buffer)?;
        self.read = self.read.saturating_add(read as u64);
        if self.read > self.limits.bytes {
            return Err(Exceeded::Bytes(self.limits.bytes).into_io());
        }
        let packed = self.inflate.get_ref().read.max(1);
        if self.read > 1 << 20 && self.read / packed > self.limits.ratio {
            return Err(Exceeded::Ratio(self.limits.ratio).into_io());
        }
        Ok(read)
    }
}

/// Lets a reader take only so many bytes until it is reset: what bounds one record.
pub(crate) struct Metered<R> {
    input: R,
    limit: u64,
    taken: u64,
}

impl<R> Metered<R> {
    pub(crate) fn new(input: R, limit: u64) -> Self {
        Self { input, limit, taken: 0 }
    }

    pub(crate) fn reset(&mut self) {
        self.taken = 0;
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let read = available.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(available) {
            *to = *from;
        }
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > self.limit {
            return Err(Exceeded::Record(self.limit).into_io());
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken = self.taken.saturating_add(amount as u64);
        self.input.consume(amount);
    }
}
