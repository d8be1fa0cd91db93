/// What is said of the names that streams and nested values get in a database.
extension Diagnostic {
    /// - Parameter holder: what has the name; nil where several want it and each gets another.
    package static func tableRenamed(
        _ path: [String], from wanted: String, to given: String, holder: String?, at place: Place,
        in source: CatalogSource
    ) -> Diagnostic {
        let name = Shown.text(path.joined(separator: "."))
        if let holder {
            return Diagnostic(
                .warning, .tableRenamed,
                "\(name): the name \(Shown.text(wanted)) belongs to \(Shown.text(holder)), so its table is called \(Shown.text(given))",
                at: place, in: source)
        }
        return Diagnostic(
            .note, .tableHashed,
            "\(name): not the only one that would be called \(Shown.text(wanted)), so its table is called \(Shown.text(given))",
            at: place, in: source)
    }

    /// - Parameter columns: property and column of those whose plain name another one has.
    package static func columnsNumbered(
        _ path: [String], _ columns: [(property: String, column: String)], at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        let shown = columns.prefix(5).map { "\(Shown.quoted($0.property)) is column \(Shown.quoted($0.column))" }
        let more = columns.count > 5 ? " and \(columns.count - 5) more" : ""
        return Diagnostic(
            .note, .columnsNumbered,
            "\(Shown.text(path.joined(separator: "."))): \(shown.joined(separator: ", "))\(more), because the plain name is taken",
            at: place, in: source)
    }

    /// - Parameter holder: such as `another column`.
    package static func columnNameTaken(
        _ path: [String], name: String, holder: String, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .error, .columnNameTaken,
            "\(Shown.text(path.joined(separator: "."))): the column cannot be called \(Shown.quoted(name)), because of \(holder)",
            hint: "choose another name under rename in the project file", at: place, in: source)
    }

    /// Deletions are to be inferred from a raw table that says of no row to which generation it belongs.
    package static func deletesWithoutGenerations(
        _ stream: String, raw: String, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .warning, .projectDeletesWithoutGenerations,
            "\(Shown.text(stream)): deletions cannot be inferred, because no row of \(Shown.text(raw)) says to which snapshot it belongs; deleted records stay",
            hint: "raw tables of Destinations V2 do (compile: --raw-format v2)", at: place, in: source)
    }

    /// - Parameter namespaces: of the two streams, nil for none.
    package static func sharedSchema(
        _ schema: String, stream: String, namespaces: [String?], at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        let owners = namespaces.map { $0.map { "the namespace \(Shown.quoted($0))" } ?? "no namespace" }
        return Diagnostic(
            .error, .sharedSchema,
            "\(Shown.text(stream)): two streams of this name, of \(owners.joined(separator: " and ")), would lie in the schema \(Shown.text(schema))",
            hint: "give one of them another schema in the project file", at: place, in: source)
    }

    package static func tooManyColumns(
        _ path: [String], count: Int, limit: Int, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .warning, .tooManyColumns,
            "\(Shown.text(path.joined(separator: "."))): \(count) columns beside Airbyte's own are more than the database takes in a table (\(limit))",
            hint: "a run of this stream will fail; leave properties out of the catalog", at: place, in: source)
    }

    package static func statementTooLong(
        _ path: [String], columns: Int, bytes: Int, limit: Int, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .warning, .statementTooLong,
            "\(Shown.text(path.joined(separator: "."))): the SQL for its \(columns) columns has \(bytes) bytes, more than the database takes at once (\(limit))",
            hint: "a run of this stream will fail; leave properties out of the catalog", at: place, in: source)
    }

    package static func sharedRawTable(
        _ raw: String, first: String, second: String, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .error, .sharedRawTable,
            "\(Shown.text(second)): its raw table would be \(Shown.text(raw)), from which the stream \(Shown.quoted(first)) is read already",
            hint: "rename one of the streams or give it another namespace", at: place, in: source)
    }
}
