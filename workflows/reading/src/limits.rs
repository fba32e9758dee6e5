//! Every limit of reading, by name. Files come from strangers; what exceeds a limit is cut, said, never fatal.

/// Characters of one phrase in which dates are looked for. A due cell has ten to forty.
pub const DATE_PHRASE_CHARS: usize = 2_000;
/// Grid columns of a table; cells further right are ignored. The form has six or seven.
pub const TABLE_COLUMNS: usize = 64;
/// Rows of one table that are read. The longest plan seen has 216.
pub const TABLE_ROWS: usize = 20_000;
/// Rows of a table among which its heading is looked for.
pub const HEADING_SEARCH_ROWS: usize = 30;
/// Lines of a document's head in which title, approval and requisites are looked for.
pub const HEAD_LINES: usize = 80;
/// Findings about one document; after that the sender is told that there are more.
pub const FINDINGS: usize = 300;
/// Characters of a cell quoted in a message.
pub const QUOTE_CHARS: usize = 80;
/// Characters of a column heading named in a message.
pub const HEADING_CHARS: usize = 60;
/// Words of a text that are searched for numbers of letters.
pub const LETTER_WORDS: usize = 20_000;
/// Phrases of one message that are compared with the names of organizations.
pub const NAME_PHRASES: usize = 60;
/// Organizations in the ranked list that a person sees.
pub const RANKED: usize = 10;
/// Rows of an organization register.
pub const REGISTER_ROWS: usize = 100_000;
/// Links taken from one text.
pub const LINKS: usize = 100;
/// Characters of a link.
pub const LINK_CHARS: usize = 2_000;
