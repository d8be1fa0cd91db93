import Dialects

/// What a job is made of.
struct Statement: Sendable {
    let sql: SQL
    /// The stream it belongs to, if any.
    var stream: StreamName?
    /// A job that would bill more fails without a charge.
    var maximumBytesBilled: Int?
}

/// The form that BigQuery asks of label values: lower-case letters, digits, `_` and `-`, at most 63 of them.
/// International letters are allowed too; they become `_` here like everything else.
func label(_ text: String) -> String {
    String(
        text.lowercased().unicodeScalars.prefix(63).map { scalar -> Character in
            switch scalar {
            case "a"..."z", "0"..."9", "_", "-": Character(scalar)
            default: "_"
            }
        })
}
