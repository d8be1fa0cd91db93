import Catalog

/// What is said of masks. A mask that cannot do what its reader expects is an error, since nobody would notice it in the
/// tables.
extension Diagnostic {
    static func maskWithoutColumn(_ column: Located<String>, isExact: Bool) -> Diagnostic {
        Diagnostic(
            isExact ? .error : .warning, .maskWithoutColumn,
            "the mask of \(Shown.quoted(column.value)) masks nothing: no stream that it is for has such a column",
            hint: isExact ? "a dot leads into nested values; correct the name, or take the line out" : nil,
            at: column.place)
    }

    static func maskOfOtherType(_ column: String, mask: String, expected: String, at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .error, .maskOfOtherType, "\(mask) is for \(expected), and \(Shown.text(column)) is none",
            hint: "redact, null and hash are for values of any type", at: place)
    }

    /// - Parameter use: such as `the cursor`.
    static func maskedOrder(_ column: String, use: String, stream: String, at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .error, .maskedOrder,
            "\(Shown.text(stream)): \(Shown.quoted(column)) is \(use), without which versions of a record cannot be told apart or ordered",
            hint: use.contains("primary key")
                ? "a key can be masked by hash, which keeps equal values equal"
                : "mask other columns, or name another cursor in the catalog", at: place)
    }

    static func heldColumn(_ column: String, use: String, stream: String, at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .error, .heldColumn,
            "\(Shown.text(stream)): \(Shown.quoted(column)) is \(use), and new_columns: hold keeps it out of the tables, since masks say nothing of it",
            hint: "add \(Shown.text(column)): none to masks, or hash where it is a key", at: place)
    }

    static func maskWithoutSecret(at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .error, .maskWithoutSecret, "hash needs the project's mask_secret",
            hint:
                "add mask_secret: ${PLANAR_MASK_SECRET} to the file, and set the variable to 32 random bytes: openssl rand -hex 32",
            at: place)
    }
}
