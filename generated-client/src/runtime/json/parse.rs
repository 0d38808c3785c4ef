//! JSON text (RFC 8259) to its index. Strict: what this accepts, any other reader accepts too. No recursion; values may be
//! nested 128 deep.

use super::document::{Document, Node, NodeKind, room};
use super::{SyntaxError, text};

const MAX_DEPTH: usize = 128;

/// Checks the whole text and indexes it.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, SyntaxError> {
    if u32::try_from(text.len()).is_err() {
        return Err(SyntaxError::new(0, "the text is longer than 4 GiB"));
    }
    let mut parser = Parser {
        bytes: text.as_bytes(),
        at: 0,
        nodes: room(text.len() / 8 + 4),
        open: Vec::new(),
    };
    parser.run()?;
    Ok(Document {
        text,
        nodes: parser.nodes,
    })
}

struct Parser<'t> {
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
    /// The lists and objects that are not closed yet, outermost first.
    open: Vec<u32>,
}

impl Parser<'_> {
    fn run(&mut self) -> Result<(), SyntaxError> {
        loop {
            if self.value()? {
                continue;
            }
            if !self.after_value()? {
                break;
            }
        }
        match self.peek() {
            Some(_) => Err(SyntaxError::new(self.at, "text after the value")),
            None => Ok(()),
        }
    }

    /// Reads a scalar, an empty container, or the start of one; true where a value has to follow.
    #[inline]
    fn value(&mut self) -> Result<bool, SyntaxError> {
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(b'{') => {
                self.enter(NodeKind::Object)?;
                if self.peek() == Some(b'}') {
                    self.leave();
                } else {
                    self.name()?;
                    return Ok(true);
                }
            }
            Some(b'[') => {
                self.enter(NodeKind::List)?;
                if self.peek() == Some(b']') {
                    self.leave();
                } else {
                    return Ok(true);
                }
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", NodeKind::True)?,
            Some(b'f') => self.word("false", NodeKind::False)?,
            Some(b'n') => self.word("null", NodeKind::Null)?,
            Some(_) => return Err(SyntaxError::new(self.at, "expected a value")),
            None => return Err(SyntaxError::end(self.at, "where a value was expected")),
        }
        Ok(false)
    }

    /// Closes what ends here; true where a comma says that another value follows, false at the end of the text.
    #[inline]
    fn after_value(&mut self) -> Result<bool, SyntaxError> {
        while let Some(&container) = self.open.last() {
            let is_object = self
                .nodes
                .get(container as usize)
                .is_some_and(|node| node.kind == NodeKind::Object);
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    if is_object {
                        self.name()?;
                    }
                    return Ok(true);
                }
                Some(b'}') if is_object => self.leave(),
                Some(b']') if !is_object => self.leave(),
                Some(_) if is_object => {
                    return Err(SyntaxError::new(self.at, "expected `,` or `}`"));
                }
                Some(_) => return Err(SyntaxError::new(self.at, "expected `,` or `]`")),
                None => return Err(SyntaxError::end(self.at, "inside a list or object")),
            }
        }
        Ok(false)
    }

    fn enter(&mut self, kind: NodeKind) -> Result<(), SyntaxError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(SyntaxError::new(self.at, "nested more than 128 deep"));
        }
        self.open.push(self.nodes.len() as u32);
        self.push(kind, self.at, self.at);
        self.at += 1;
        Ok(())
    }

    fn leave(&mut self) {
        self.at += 1;
        let (next, end) = (self.nodes.len() as u32, self.at as u32);
        if let Some(node) = self
            .open
            .pop()
            .and_then(|container| self.nodes.get_mut(container as usize))
        {
            (node.next, node.end) = (next, end);
        }
    }

    #[inline]
    fn name(&mut self) -> Result<(), SyntaxError> {
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(_) => return Err(SyntaxError::new(self.at, "expected a member's name")),
            None => return Err(SyntaxError::end(self.at, "inside an object")),
        }
        match self.peek() {
            Some(b':') => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(SyntaxError::new(self.at, "expected `:`")),
            None => Err(SyntaxError::end(self.at, "inside an object")),
        }
    }

    #[inline]
    fn string(&mut self) -> Result<(), SyntaxError> {
        let start = self.at + 1;
        let (end, escaped) = text::scan(self.bytes, start)?;
        let kind = if escaped {
            NodeKind::EscapedText
        } else {
            NodeKind::Text
        };
        self.push(kind, start, end);
        self.at = end + 1;
        Ok(())
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        let mut kind = NodeKind::Integer;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            kind = NodeKind::Float;
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            kind = NodeKind::Float;
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        self.push(kind, start, self.at);
        Ok(())
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        match self.byte() {
            _ if self.at > start => Ok(()),
            Some(_) => Err(SyntaxError::new(self.at, "expected a digit")),
            None => Err(SyntaxError::end(self.at, "inside a number")),
        }
    }

    fn word(&mut self, word: &str, kind: NodeKind) -> Result<(), SyntaxError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.push(kind, self.at, self.at + word.len());
            self.at += word.len();
            Ok(())
        } else if word.as_bytes().starts_with(rest) {
            Err(SyntaxError::end(self.bytes.len(), "inside a word"))
        } else {
            Err(SyntaxError::new(self.at, "expected a value"))
        }
    }

    #[inline]
    fn push(&mut self, kind: NodeKind, start: usize, end: usize) {
        self.nodes.push(Node {
            start: start as u32,
            end: end as u32,
            next: self.nodes.len() as u32 + 1,
            kind,
        });
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }
}
