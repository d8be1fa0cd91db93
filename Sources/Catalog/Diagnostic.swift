/// Something to say about a catalog, with where it is and what to do about it. Made only by the named constructors
/// that stand beside each other by stage: `SyntaxDiagnostics`, `CatalogDiagnostics`, `KeyDiagnostics`,
/// `SchemaDiagnostics` and `NameDiagnostics`; those of project files are in `ProjectDiagnostics`.
package struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    package enum Severity: String, Sendable, CaseIterable {
        /// Nothing is generated.
        case error
        /// The tables may not be what the catalog's author expects.
        case warning
        /// Worth knowing.
        case note
    }

    package let severity: Severity
    package let code: Code
    package let file: String
    /// From 1; nil where the file as a whole is meant.
    package let line: Int?
    /// From 1, in Unicode scalars.
    package let column: Int?
    /// Such as `streams[0].stream.json_schema.properties.tags`; "" for the whole.
    package let path: String
    package let message: String
    package let hint: String?

    init(
        _ severity: Severity, _ code: Code, _ message: String, hint: String? = nil, at place: Place,
        in source: CatalogSource
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.hint = hint
        file = source.file
        (line, column) = source.position(of: place)
        path = source.path(to: place)
    }

    /// About a place in a file that is no catalog.
    package init(
        _ severity: Severity, _ code: Code, _ message: String, hint: String? = nil, at place: FilePlace
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.hint = hint
        file = place.file
        (line, column) = (place.line, place.column)
        path = place.path
    }

    /// About a file rather than a place in it.
    package init(_ severity: Severity, _ code: Code, _ message: String, hint: String? = nil, file: String) {
        self.severity = severity
        self.code = code
        self.message = message
        self.hint = hint
        self.file = file
        line = nil
        column = nil
        path = ""
    }

    /// ```
    /// catalog.json:42:17: warning: users.tags: array items are string or object; kept as JSON [schema.mixed-items]
    ///     at streams[0].stream.json_schema.properties.tags
    ///     hint: ...
    /// ```
    package var description: String {
        let position = if let line, let column { ":\(line):\(column)" } else { "" }
        var text = "\(Shown.file(file))\(position): \(severity.rawValue): \(message) [\(code.rawValue)]"
        if !path.isEmpty { text += "\n    at \(path)" }
        if let hint { text += "\n    hint: \(hint)" }
        return text
    }
}

/// A place in a file that is no catalog: line and column from 1, and the way there from the top, such as
/// `streams.orders.columns.drop[0]`.
package struct FilePlace: Sendable, Hashable {
    package let file: String
    package let line: Int
    package let column: Int
    package let path: String

    package init(file: String, line: Int, column: Int, path: String) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
    }
}

/// The diagnostics of one compilation, stage after stage.
package struct Diagnostics: Sendable, CustomStringConvertible {
    private var reported: [Diagnostic] = []

    package init() {}

    package mutating func report(_ diagnostic: Diagnostic) {
        reported.append(diagnostic)
    }

    package mutating func report(_ diagnostics: some Sequence<Diagnostic>) {
        reported.append(contentsOf: diagnostics)
    }

    package var isEmpty: Bool { reported.isEmpty }

    package var hasErrors: Bool { count(of: .error) > 0 }

    package func count(of severity: Diagnostic.Severity) -> Int {
        reported.count { $0.severity == severity }
    }

    /// In the order of the text, file by file; those of one place as they were reported.
    package var sorted: [Diagnostic] {
        reported.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.file != b.file { return a.file < b.file }
            return (a.line ?? 0, a.column ?? 0, left.offset) < (b.line ?? 0, b.column ?? 0, right.offset)
        }.map(\.element)
    }

    package var description: String {
        sorted.map(\.description).joined(separator: "\n")
    }
}
