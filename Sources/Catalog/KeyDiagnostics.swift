/// What is said of primary keys and cursors.
extension Diagnostic {
    private static let keyHint = "a primary key looks like [[\"id\"]], or [[\"id\"], [\"currency\"]] for two columns"
    private static let cursorHint = "a cursor looks like [\"updated_at\"]; [] leaves the order to the time of reading"

    static func noPrimaryKey(stream: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .noPrimaryKey, "\(Shown.text(stream)): append_dedup needs a primary_key", hint: keyHint, at: place,
            in: source)
    }

    static func emptyPrimaryKey(stream: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .emptyPrimaryKey, "\(Shown.text(stream)): primary_key names no property", hint: keyHint, at: place,
            in: source)
    }

    static func malformedPrimaryKey(_ key: JSON, stream: String, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .malformedPrimaryKey,
            "\(Shown.text(stream)): primary_key must be a list of lists of names, but here is \(key.kind)",
            hint: keyHint, at: key.place, in: source)
    }

    static func emptyKeyPath(stream: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .emptyKeyPath, "\(Shown.text(stream)): a part of primary_key is an empty list", hint: keyHint,
            at: place, in: source)
    }

    /// - Parameter place: of the first step that leads nowhere.
    static func unknownNestedKey(
        _ path: [String], _ use: KeyUse, stream: String, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .error, use.unknownProperty,
            "\(Shown.text(stream)): the catalog has no property at the path \(dotted(path)) of the \(use.rawValue)",
            hint: use == .primaryKey ? "two columns are two lists: [[\"id\"], [\"currency\"]]" : cursorHint, at: place,
            in: source)
    }

    static func keyInArray(
        _ path: [String], _ use: KeyUse, stream: String, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .error, use.inArray,
            "\(Shown.text(stream)): the \(use.rawValue) \(dotted(path)) lies in an array, and so has no one value",
            hint: "a path leads through objects alone", at: place, in: source)
    }

    static func unknownKeyProperty(_ name: String, stream: String, at place: Place, in source: CatalogSource)
        -> Diagnostic
    {
        Diagnostic(
            .error, .unknownKeyProperty,
            "\(Shown.text(stream)): the primary key \(Shown.quoted(name)) is not a property of the stream", at: place,
            in: source)
    }

    static func noCursor(stream: String, mode: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .noCursor, "\(Shown.text(stream)): \(mode) needs a cursor_field", hint: cursorHint, at: place,
            in: source)
    }

    static func malformedCursor(_ cursor: JSON, stream: String, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .malformedCursor,
            "\(Shown.text(stream)): cursor_field must be a list of names, but here is \(cursor.kind)", hint: cursorHint,
            at: cursor.place, in: source)
    }

    static func unknownCursorProperty(
        _ name: String, stream: String, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .error, .unknownCursorProperty,
            "\(Shown.text(stream)): the cursor \(Shown.quoted(name)) is not a property of the stream", hint: cursorHint,
            at: place, in: source)
    }

    /// `a.b`, of long paths only the beginning.
    static func dotted(_ path: [String]) -> String {
        path.prefix(8).map(Shown.text).joined(separator: ".") + (path.count > 8 ? "…" : "")
    }
}

extension KeyUse {
    fileprivate var unknownProperty: Diagnostic.Code {
        switch self {
        case .primaryKey: .unknownKeyProperty
        case .cursor: .unknownCursorProperty
        }
    }

    fileprivate var inArray: Diagnostic.Code {
        switch self {
        case .primaryKey: .keyInArray
        case .cursor: .cursorInArray
        }
    }
}
