import Catalog

/// What is said of a project file itself.
extension Diagnostic {
    static func emptyProject(at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .error, .projectEmpty, "the file is empty", hint: "`planar init` writes one to begin with", at: place)
    }

    /// - Parameter problem: in libyaml's words.
    static func notYAML(_ problem: String, at place: FilePlace) -> Diagnostic {
        let isMark = ["alias", "anchor", "tag", "cannot start any token"].contains(where: problem.contains)
        return Diagnostic(
            .error, .projectNotYAML, "this is not YAML: \(Shown.message(problem))",
            hint: isMark ? "a text that begins with *, &, !, %, @ or ` needs quotes: \"*\"" : nil, at: place)
    }

    static func duplicateProjectKey(_ key: String, at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .error, .projectDuplicateKey, "the key \(Shown.quoted(key)) stands twice in one mapping", at: place)
    }

    /// - Parameter known: all keys that the mapping may have.
    static func unknownProjectKey(_ key: Located<String>, of what: String, known: [String]) -> Diagnostic {
        let meant = suggestion(for: key.value, among: known)
        return Diagnostic(
            .error, .projectUnknownKey, "\(what) has no key \(Shown.quoted(key.value))",
            hint: meant.map { "did you mean \($0)?" } ?? "it has \(known.joined(separator: ", "))", at: key.place)
    }

    static func strayProjectKey(at place: FilePlace) -> Diagnostic {
        Diagnostic(.error, .projectStrayKey, "a key must be a text", at: place)
    }

    static func wrongKind(_ what: String, expected: String, found: YAML) -> Diagnostic {
        Diagnostic(
            .error, .projectWrongKind, "\(what) must be \(expected), but here is \(found.kind)", at: found.place)
    }

    static func missingProjectKey(_ key: String, of what: String, at place: FilePlace) -> Diagnostic {
        Diagnostic(.error, .projectMissingKey, "\(what) needs the key \(key)", at: place)
    }

    /// Of a value that is one of a few words; these are no secrets.
    static func unknownProjectValue(_ value: String, of key: String, known: [String], at place: FilePlace) -> Diagnostic
    {
        let meant = suggestion(for: value, among: known)
        return Diagnostic(
            .error, .projectUnknownValue,
            "\(key) is \(Shown.quoted(value)), but must be \(known.joined(separator: " or "))",
            hint: meant.map { "did you mean \($0)?" }, at: place)
    }

    static func malformedValue(_ key: String, _ expected: String, at place: FilePlace) -> Diagnostic {
        Diagnostic(.error, .projectMalformedValue, "\(key) must be \(expected)", at: place)
    }

    static func configBesideKey(_ key: Located<String>) -> Diagnostic {
        Diagnostic(
            .error, .projectConfigBesideKey, "\(key.value) beside config, whose file says everything about the target",
            hint: "leave one of the two out", at: key.place)
    }

    static func missingVariable(_ name: String, at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .error, .projectMissingVariable, "the environment has no variable \(name)",
            hint: "set it, or write $$ for a dollar that is meant as one", at: place)
    }

    static func malformedVariable(at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .error, .projectMalformedVariable, "${ is not followed by the name of a variable and }",
            hint: "a variable looks like ${PGPASSWORD}; write $$ for a dollar that is meant as one", at: place)
    }

    static func noDefaultTarget(_ targets: [String], file: String) -> Diagnostic {
        let hint =
            targets.isEmpty
            ? "name a database under targets"
            : "give --target, or set default_target to \(targets.map(Shown.text).joined(separator: " or "))"
        return Diagnostic(
            .error, .projectNoTarget,
            targets.isEmpty ? "the project has no targets" : "no target is chosen", hint: hint, file: file)
    }

    /// - Parameter place: nil for a name that the command line has.
    static func unknownTarget(_ name: String, _ targets: [String], file: String, at place: FilePlace?) -> Diagnostic {
        let message = "the project has no target \(Shown.quoted(name))"
        let hint =
            suggestion(for: name, among: targets).map { "did you mean \(Shown.text($0))?" }
            ?? (targets.isEmpty ? "it has none" : "it has \(targets.map(Shown.text).joined(separator: ", "))")
        return place.map { Diagnostic(.error, .projectUnknownTarget, message, hint: hint, at: $0) }
            ?? Diagnostic(.error, .projectUnknownTarget, message, hint: hint, file: file)
    }
}

/// What is said of settings once they meet the streams of a catalog.
extension Diagnostic {
    static func noSuchStream(_ pattern: String, streams: [String], at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .warning, .projectNoSuchStream, "\(Shown.text(pattern)): the catalog has no such stream",
            hint: suggestion(for: pattern, among: streams).map { "did you mean \(Shown.text($0))?" }, at: place)
    }

    /// - Parameter columns: those that the streams have.
    static func noSuchColumn(_ column: Located<String>, streams: String, columns: [String]) -> Diagnostic {
        Diagnostic(
            .warning, .projectNoSuchColumn, "\(streams): there is no column \(Shown.quoted(column.value))",
            hint: suggestion(for: column.value, among: columns).map { "did you mean \(Shown.text($0))?" },
            at: column.place)
    }

    /// - Parameter use: such as `the primary key`.
    static func neededColumn(_ column: String, use: String, stream: String, isKept: Bool, at place: FilePlace)
        -> Diagnostic
    {
        Diagnostic(
            .error, .projectNeededColumn,
            "\(Shown.text(stream)): \(Shown.quoted(column)) is \(use), without which versions of a record cannot be told apart or ordered; it cannot be left out",
            hint: isKept ? "add it to keep" : "take it out of drop", at: place)
    }

    /// - Parameter use: `partition` or `cluster`.
    static func unfitColumn(_ column: Located<String>, use: String, stream: String) -> Diagnostic {
        Diagnostic(
            .error, .projectUnfitColumn,
            "\(Shown.text(stream)): no table can be \(use)ed by \(Shown.quoted(column.value)), for its type",
            hint: use == "partition"
                ? "dates and timestamps can" : "texts, integers, booleans, dates and timestamps can",
            at: column.place)
    }

    static func deletesWithoutHistory(_ deletes: DeletePolicy, stream: String, at place: FilePlace) -> Diagnostic {
        let why =
            deletes == .inferred
            ? "which records a snapshot has is told by the history"
            : "the last values of deleted records are read from the history"
        return Diagnostic(
            .error, .projectDeletesWithoutHistory, "\(Shown.text(stream)): \(why), which is not kept whole",
            hint: "leave out `history` or `deletes: \(deletes.rawValue)`", at: place)
    }

    static func noColumnLeft(stream: String, at place: FilePlace) -> Diagnostic {
        Diagnostic(
            .warning, .projectNoColumnLeft, "\(Shown.text(stream)): no column is left, so no table is made",
            hint: "`enabled: false` leaves a stream out", at: place)
    }
}
