//! inquit
fn main() {}
