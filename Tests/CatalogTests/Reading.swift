import Catalog

/// What reading a catalog's text gives.
struct Reading {
    let streams: [StreamSchema]
    let diagnostics: [Diagnostic]
    let source: CatalogSource

    init(_ text: String, file: String = "catalog.json") {
        self.init(Array(text.utf8), file: file)
    }

    init(_ bytes: [UInt8], file: String = "catalog.json") {
        source = CatalogSource(file: file, bytes: bytes)
        var collected = Diagnostics()
        streams = readCatalog(source, into: &collected)
        diagnostics = collected.sorted
    }

    /// Reads a catalog of one stream `users` with these properties.
    static func properties(_ properties: String) -> Reading {
        stream(schema: #"{"properties": \#(properties)}"#)
    }

    /// - Parameter rest: what follows the stream in its entry.
    static func stream(
        schema: String = #"{"properties": {"id": {"type": "integer"}, "at": {"type": "string"}}}"#,
        _ rest: String = #""sync_mode": "full_refresh", "destination_sync_mode": "overwrite""#
    ) -> Reading {
        Reading(#"{"streams": [{"stream": {"name": "users", "json_schema": \#(schema)}, \#(rest)}]}"#)
    }

    var codes: [Diagnostic.Code] { diagnostics.map(\.code) }
    var properties: [Property] { streams.first?.properties ?? [] }
}

extension Property {
    /// `type`, and where it unfolds its shape with the names of the nested properties: `object [a b]`.
    var outline: String {
        guard let nested else { return "\(type)" }
        return "\(type) \(nested.shape)[\(nested.properties.map(\.name).joined(separator: " "))]"
    }
}
