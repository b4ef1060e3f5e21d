//! Numbers and texts as bytes: a number takes seven bits a byte, lowest first, the highest bit set
//! on all bytes but its last; a text is its length as a number and its UTF-8.

/// Appends a number.
pub(super) fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Appends a text.
pub(super) fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put(bytes, text.len() as u32);
    bytes.extend_from_slice(text.as_bytes());
}

/// Appends a text as what it shares with another (in bytes, of whole characters) and the rest.
pub(super) fn put_after(bytes: &mut Vec<u8>, before: &str, text: &str) {
    let mut shared = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    while !text.is_char_boundary(shared) {
        shared -= 1;
    }
    put(bytes, shared as u32);
    put_text(bytes, text.get(shared..).unwrap_or(""));
}

/// Reads what the functions above wrote. Everything gives `None` at the end.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'b> {
    rest: &'b [u8],
}

impl<'b> Cursor<'b> {
    /// At the beginning of `bytes`.
    pub(super) fn new(bytes: &'b [u8]) -> Cursor<'b> {
        Cursor { rest: bytes }
    }

    /// Whether everything was read.
    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// All that is left.
    pub(super) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// The next `length` bytes.
    pub(super) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// A number.
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut number = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A text.
    pub(super) fn text(&mut self) -> Option<&'b str> {
        str::from_utf8(self.block()?).ok()
    }

    /// A run of bytes that was written with its length before it.
    pub(super) fn block(&mut self) -> Option<&'b [u8]> {
        let length = self.number()? as usize;
        self.take(length)
    }

    /// A text that was written after another.
    pub(super) fn text_after(&mut self, before: &str) -> Option<String> {
        let shared = self.number()? as usize;
        let mut text = before.get(..shared)?.to_string();
        text.push_str(self.text()?);
        Some(text)
    }
}
