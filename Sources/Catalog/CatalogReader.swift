/// Reads the streams of a configured catalog, in its order, and reports whatever is wrong or doubtful: all of it at
/// once, so that a catalog is corrected in one go. Streams that can not be made sense of are left out; with
/// ``Diagnostics/hasErrors`` nothing should be generated from the others either.
package func readCatalog(_ source: CatalogSource, into diagnostics: inout Diagnostics) -> [StreamSchema] {
    var reader = CatalogReader(source: source, diagnostics: diagnostics)
    let streams = reader.read()
    diagnostics = reader.diagnostics
    return streams
}

struct CatalogReader {
    let source: CatalogSource
    var diagnostics: Diagnostics
    private var schemas: SchemaReader
    private var seen: [StreamID: Place] = [:]
    private var withoutSyncMode = Unspecified()
    private var withoutDestinationSyncMode = Unspecified()

    private struct StreamID: Hashable {
        let namespace: ExactString?
        let name: ExactString
    }

    /// Streams that leave out something which has a default.
    private struct Unspecified {
        private(set) var streams: Diagnostic.Streams?
        private(set) var place = Place(offset: 0)

        mutating func add(_ stream: String, at place: Place) {
            if streams == nil {
                streams = Diagnostic.Streams(first: stream)
                self.place = place
            } else {
                streams?.others += 1
            }
        }
    }

    init(source: CatalogSource, diagnostics: Diagnostics) {
        self.source = source
        self.diagnostics = diagnostics
        schemas = SchemaReader(source: source)
    }

    mutating func read() -> [StreamSchema] {
        reportSyntax()
        guard let root = source.root, let entries = streamEntries(of: root) else { return [] }
        if entries.isEmpty { diagnostics.report(.noStreams(at: root.place, in: source)) }
        var streams: [StreamSchema] = []
        streams.reserveCapacity(entries.count)
        var discovered: [JSON] = []
        for (index, entry) in entries.enumerated() {
            guard let members = entry.members else {
                diagnostics.report(.entryNotAnObject(entry, in: source))
                continue
            }
            if members["stream"] == nil, members["name"] != nil || members["json_schema"] != nil {
                discovered.append(entry)
            } else if let stream = readStream(members, index: index, at: entry.place) {
                streams.append(stream)
            }
        }
        diagnostics.report(schemas.diagnostics)
        if let first = discovered.first {
            diagnostics.report(.notConfigured(streams: discovered.count, at: first.place, in: source))
        }
        if let streams = withoutSyncMode.streams {
            diagnostics.report(.noSyncMode(streams, at: withoutSyncMode.place, in: source))
        }
        if let streams = withoutDestinationSyncMode.streams {
            diagnostics.report(.noDestinationSyncMode(streams, at: withoutDestinationSyncMode.place, in: source))
        }
        return streams
    }

    private mutating func reportSyntax() {
        diagnostics.report(source.syntaxWarnings.map { .syntax($0, in: source) })
        let hidden = source.syntaxWarningCount - source.syntaxWarnings.count
        if hidden > 0, let last = source.syntaxWarnings.last {
            diagnostics.report(.moreSyntaxWarnings(hidden, after: Place(offset: last.offset), in: source))
        }
        if let error = source.syntaxError { diagnostics.report(.syntax(error, in: source)) }
    }

    private mutating func streamEntries(of root: JSON) -> [JSON]? {
        guard let members = root.members else {
            diagnostics.report(.notACatalog(found: "it is \(root.kind)", at: root.place, in: source))
            return nil
        }
        guard let streams = members["streams"] else {
            if members["catalog"]?.members?["streams"] != nil {
                diagnostics.report(.catalogInMessage(at: root.place, in: source))
            } else {
                diagnostics.report(.notACatalog(found: "it has no streams", at: root.place, in: source))
            }
            return nil
        }
        guard let entries = streams.elements else {
            diagnostics.report(.notACatalog(found: "streams is \(streams.kind)", at: streams.place, in: source))
            return nil
        }
        return entries
    }

    private mutating func readStream(_ entry: [JSON.Member], index: Int, at place: Place) -> StreamSchema? {
        guard let stream = entry["stream"], let members = stream.members else {
            diagnostics.report(.noStream(at: entry["stream"]?.place ?? place, in: source))
            return nil
        }
        guard let (name, namePlace) = readName(members, index: index, at: stream.place) else { return nil }
        let namespace = readNamespace(members, stream: name)
        let id = StreamID(namespace: namespace.map { ExactString($0) }, name: ExactString(name))
        if let first = seen[id] {
            diagnostics.report(
                .duplicateStream(name, namespace: namespace, first: first, at: namePlace, in: source))
        } else {
            seen[id] = namePlace
        }
        let syncMode = readSyncMode(entry, stream: name, at: place)
        let destinationSyncMode = readDestinationSyncMode(entry, stream: name, at: place)
        let definitions = readDefinitions(members, stream: name, at: stream.place)
        var properties = schemas.read(definitions ?? [], ofStream: name)
        if let definitions, definitions.allSatisfy(\.key.isAirbyteName) {
            diagnostics.report(.emptyStream(name, at: namePlace, in: source))
        }
        var keys = KeyReader(stream: name, definitions: definitions, properties: properties, source: source)
        let (primaryKey, cursor) = keys.read(entry, syncMode, destinationSyncMode, at: place)
        diagnostics.report(keys.errors)
        properties += keys.nested
        return StreamSchema(
            name: name, namespace: namespace, properties: properties, syncMode: syncMode ?? .fullRefresh,
            destinationSyncMode: destinationSyncMode ?? .append, primaryKey: primaryKey, cursor: cursor,
            minimumGeneration: readMinimumGeneration(entry), place: namePlace)
    }

    /// 0 where a catalog has none, as those of older versions of Airbyte.
    private func readMinimumGeneration(_ entry: [JSON.Member]) -> Int {
        if case .number(let text)? = entry["minimum_generation_id"]?.value { Int(text) ?? 0 } else { 0 }
    }

    private mutating func readName(_ stream: [JSON.Member], index: Int, at place: Place) -> (String, Place)? {
        guard let value = stream["name"] else {
            diagnostics.report(.noName(at: place, in: source))
            return nil
        }
        guard let name = value.text else {
            diagnostics.report(.nameNotText(value, in: source))
            return nil
        }
        if name.isBlank {
            diagnostics.report(.blankName(index: index, at: value.place, in: source))
            return nil
        }
        if name.utf8.count > Diagnostic.nameLimit {
            diagnostics.report(.nameTooLong("a stream", name, at: value.place, in: source))
        }
        return (name, value.place)
    }

    /// Nil where there is none, or it is null or "".
    private mutating func readNamespace(_ stream: [JSON.Member], stream name: String) -> String? {
        guard let value = stream["namespace"], !value.isNull else { return nil }
        guard let namespace = value.text else {
            diagnostics.report(.namespaceNotText(value, stream: name, in: source))
            return nil
        }
        if namespace.isEmpty { return nil }
        if namespace.isBlank {
            diagnostics.report(.blankNamespace(stream: name, at: value.place, in: source))
        } else if namespace.utf8.count > Diagnostic.nameLimit {
            diagnostics.report(
                .nameTooLong("the namespace of \(Shown.text(name))", namespace, at: value.place, in: source))
        }
        return namespace
    }

    /// Nil where the mode is there and wrong: what follows from it is not worth reporting then.
    private mutating func readSyncMode(_ entry: [JSON.Member], stream: String, at place: Place) -> SyncMode? {
        guard let value = entry["sync_mode"], !value.isNull else {
            withoutSyncMode.add(stream, at: place)
            return .fullRefresh
        }
        if let mode = value.text.flatMap(SyncMode.init(rawValue:)) { return mode }
        diagnostics.report(.unknownSyncMode(value, stream: stream, in: source))
        return nil
    }

    private mutating func readDestinationSyncMode(
        _ entry: [JSON.Member], stream: String, at place: Place
    ) -> DestinationSyncMode? {
        guard let value = entry["destination_sync_mode"], !value.isNull else {
            withoutDestinationSyncMode.add(stream, at: place)
            return .append
        }
        if let mode = value.text.flatMap(DestinationSyncMode.init(rawValue:)) { return mode }
        diagnostics.report(.unknownDestinationSyncMode(value, stream: stream, in: source))
        return nil
    }

    /// The members of `json_schema.properties`, nil after an error.
    private mutating func readDefinitions(
        _ stream: [JSON.Member], stream name: String, at place: Place
    ) -> [JSON.Member]? {
        guard let schema = stream["json_schema"], !schema.isNull else {
            diagnostics.report(.noSchema(stream: name, at: place, in: source))
            return nil
        }
        guard let keywords = schema.members else {
            diagnostics.report(.schemaNotAnObject(schema, stream: name, in: source))
            return nil
        }
        guard let properties = keywords["properties"] else {
            diagnostics.report(.noProperties(stream: name, at: schema.place, in: source))
            return nil
        }
        guard let definitions = properties.members else {
            diagnostics.report(.propertiesNotAnObject(properties, path: [name], in: source))
            return nil
        }
        return definitions
    }
}

extension String {
    /// Whether no table can be called by it: white space, the four separators 0x1C to 0x1F and accents that stand on
    /// nothing leave no name.
    fileprivate var isBlank: Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar.properties.isWhitespace || ("\u{1C}"..."\u{1F}").contains(scalar)
                || scalar.properties.generalCategory == .nonspacingMark
        }
    }
}
