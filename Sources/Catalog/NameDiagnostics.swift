/// What is said of the names that streams and nested values get in a database.
extension Diagnostic {
    package static func tableRenamed(
        _ path: [String], from wanted: String, to given: String, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .warning, .tableRenamed,
            "\(Shown.text(path.joined(separator: "."))): the name \(Shown.text(wanted)) is taken, so its table is called \(Shown.text(given))",
            hint: "another table, a history or a raw table has the name", at: place, in: source)
    }

    package static func sharedRawTable(
        _ raw: String, first: String, second: String, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        Diagnostic(
            .error, .sharedRawTable,
            "\(Shown.text(second)): its raw table would be \(Shown.text(raw)), from which \(Shown.text(first)) is read already",
            hint: "rename one of the streams or give it another namespace", at: place, in: source)
    }
}
