//! [`Method`]: the rules that make attributions, by name.

/// The rule that made an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reporting verb with a quotation: *"…", X said*; *X said, "…"*.
    Quotation,
}

impl Method {
    /// The name written into tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Quotation => "quotation",
        }
    }
}
