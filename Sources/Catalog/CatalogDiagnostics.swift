/// What is said of a catalog's entries: streams, names, modes.
extension Diagnostic {
    static func notACatalog(found: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .notACatalog, "this is not a configured catalog: \(found)", hint: configuredCatalogHint, at: place,
            in: source)
    }

    /// Streams as a source's discovery lists them, without the choice of modes and keys.
    static func notConfigured(streams: Int, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .notConfigured,
            "this is the catalog of a discovery (\(count(streams, "stream"))); a configured catalog is needed",
            hint: "each entry holds the stream under \"stream\", beside sync_mode and destination_sync_mode", at: place,
            in: source)
    }

    /// A catalog inside the message by which a source's discovery prints it.
    static func catalogInMessage(at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .notConfigured,
            "this is a message with the catalog of a discovery; a configured catalog is needed",
            hint: configuredCatalogHint, at: place, in: source)
    }

    static func noStreams(at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(.note, .noStreams, "the catalog has no streams; there is nothing to do", at: place, in: source)
    }

    static func entryNotAnObject(_ entry: JSON, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .entryNotAnObject, "an entry of streams must be an object, not \(entry.kind)", at: entry.place,
            in: source)
    }

    static func noStream(at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(.error, .noStream, "an entry of streams has no object \"stream\"", at: place, in: source)
    }

    static func noName(at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(.error, .noName, "a stream has no name", at: place, in: source)
    }

    static func nameNotText(_ name: JSON, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .nameNotText, "the name of a stream must be text, not \(name.kind)", at: name.place, in: source)
    }

    /// - Parameter index: of the stream in the catalog, since it has no name to be called by.
    static func blankName(index: Int, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(.error, .blankName, "the name of streams[\(index)] is blank", at: place, in: source)
    }

    static func namespaceNotText(_ namespace: JSON, stream: String, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .namespaceNotText,
            "\(Shown.text(stream)): the namespace must be text or null, not \(namespace.kind)",
            at: namespace.place, in: source)
    }

    static func blankNamespace(stream: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .blankNamespace, "\(Shown.text(stream)): the namespace is nothing but white space",
            hint: "null stands for the destination's default schema", at: place, in: source)
    }

    static func duplicateStream(
        _ name: String, namespace: String?, first: Place, at place: Place, in source: CatalogSource
    ) -> Diagnostic {
        let (line, column) = source.position(of: first)
        let scope = namespace.map { " of the namespace \(Shown.quoted($0))" } ?? ""
        return Diagnostic(
            .error, .duplicateStream,
            "the stream \(Shown.quoted(name))\(scope) is listed twice; the first is at \(line):\(column)",
            hint: "the first is \(source.path(to: first))", at: place, in: source)
    }

    static func noSchema(stream: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(.error, .noSchema, "\(Shown.text(stream)): the stream has no json_schema", at: place, in: source)
    }

    static func schemaNotAnObject(_ schema: JSON, stream: String, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .schemaNotAnObject, "\(Shown.text(stream)): json_schema must be an object, not \(schema.kind)",
            at: schema.place, in: source)
    }

    static func noProperties(stream: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .noProperties, "\(Shown.text(stream)): json_schema has no properties",
            hint: "\"properties\": {} says that the stream is to have no table", at: place, in: source)
    }

    static func emptyStream(_ stream: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .warning, .emptyStream, "\(Shown.text(stream)): the schema has no columns, so no table is made", at: place,
            in: source)
    }

    static func noSyncMode(_ streams: Streams, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .warning, .noSyncMode, "\(streams): no sync_mode; taken as full_refresh", at: place, in: source)
    }

    static func noDestinationSyncMode(_ streams: Streams, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .warning, .noDestinationSyncMode, "\(streams): no destination_sync_mode; taken as append", at: place,
            in: source)
    }

    static func unknownSyncMode(_ mode: JSON, stream: String, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .unknownSyncMode, "\(Shown.text(stream)): sync_mode is \(shown(mode))",
            hint: "it must be full_refresh or incremental", at: mode.place, in: source)
    }

    static func unknownDestinationSyncMode(_ mode: JSON, stream: String, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .unknownDestinationSyncMode, "\(Shown.text(stream)): destination_sync_mode is \(shown(mode))",
            hint: "it must be overwrite, append or append_dedup", at: mode.place, in: source)
    }

    static func nameTooLong(_ what: String, _ name: String, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .nameTooLong,
            "the name of \(what) has \(name.utf8.count) bytes, more than \(nameLimit): \(Shown.quoted(name))",
            at: place, in: source)
    }

    /// In bytes of UTF-8.
    package static let nameLimit = 65_535

    /// Streams of which one thing is said: the first by name, the others by number.
    struct Streams: CustomStringConvertible {
        let first: String
        var others = 0

        var description: String {
            Shown.text(first) + (others == 0 ? "" : " and \(count(others, "more stream"))")
        }
    }

    static func shown(_ value: JSON) -> String {
        value.text.map(Shown.quoted) ?? value.kind
    }

    static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
