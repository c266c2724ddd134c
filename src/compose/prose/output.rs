//! The output of Tera: a text with limits on size and time, because a loop may never end.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// A chapter with hundreds of tables has less than a twentieth of this.
const MOST_BYTES: usize = 8 << 20;
const LONGEST: Duration = Duration::from_secs(20);

pub struct BoundedText {
    bytes: Vec<u8>,
    end: Instant,
    /// Whether Tera wanted to write more than the limits allow.
    pub is_exceeded: bool,
}

impl BoundedText {
    pub fn new() -> Self {
        Self { bytes: Vec::new(), end: Instant::now() + LONGEST, is_exceeded: false }
    }

    pub fn into_text(self) -> String {
        String::from_utf8(self.bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

impl Write for BoundedText {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES || Instant::now() > self.end {
            self.is_exceeded = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
