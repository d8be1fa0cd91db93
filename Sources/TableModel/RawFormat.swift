import Catalog

/// How a raw table is laid out.
package enum RawFormat: Sendable, Hashable {
    /// `_airbyte_raw_<stream>`: `_airbyte_ab_id`, `_airbyte_data`, `_airbyte_emitted_at`.
    case v1
    /// Of Destinations V2, `airbyte_internal.<namespace>_raw__stream_<stream>`: `_airbyte_raw_id`, `_airbyte_data`,
    /// `_airbyte_extracted_at`, and others that tables may not have.
    case v2(V2)

    package struct V2: Sendable, Hashable {
        /// Whether rows say to which generation of a refresh they belong.
        package let hasGenerations: Bool
        /// Whether the record is of type JSON where texts of JSON are usual.
        package let recordIsJSON: Bool

        package init(hasGenerations: Bool, recordIsJSON: Bool = false) {
            self.hasGenerations = hasGenerations
            self.recordIsJSON = recordIsJSON
        }
    }

    package var hasGenerations: Bool { if case .v2(let layout) = self { layout.hasGenerations } else { false } }

    package static let rawID = Identifier("_airbyte_raw_id")

    /// The column that tells raw rows apart.
    package var idColumn: Identifier { if case .v1 = self { Column.rawID.name } else { Self.rawID } }

    package static let generation = Identifier("_airbyte_generation_id")
    /// The schema that Destinations V2 keep raw tables in, unless they are told another one.
    package static let schemaOfV2 = "airbyte_internal"
}

/// The raw tables of Destinations V2 that a target has.
package struct RawTablesOfV2: Sendable {
    package let schema: String
    /// Nil to take each for granted.
    package let existing: [TableName: RawFormat.V2]?

    package init(schema: String = RawFormat.schemaOfV2, existing: [TableName: RawFormat.V2]?) {
        self.schema = schema
        self.existing = existing
    }

    /// Those of a stream, where there are any.
    func format(of table: TableName) -> RawFormat? {
        guard let existing else { return .v2(RawFormat.V2(hasGenerations: true)) }
        return existing[table].map { .v2($0) }
    }
}

extension IdentifierRules {
    /// `public_raw__stream_users`: as many `_` before `stream` as appear in a row nowhere in the names, two at least.
    ///
    /// - Parameter namespace: as the source spells it, or the default.
    package func rawTableOfV2(_ stream: String, namespace: String, schema: String) -> TableName {
        var (run, longest) = (0, 1)
        for byte in (namespace + stream).utf8 {
            run = byte == UInt8(ascii: "_") ? run + 1 : 0
            longest = max(longest, run)
        }
        let between = String(repeating: "_", count: longest + 1)
        let name = nameOfV2("\(namespace)_raw\(between)stream_\(stream)").text
        let place = schemaOfV2(schema)
        return TableName(
            schema: place, name: Identifier(schemaStandsInName ? "\(place.text)__\(name)" : name))
    }

    /// Where they are, as the database spells it.
    package func schemaOfV2(_ schema: String) -> Identifier { nameOfV2(schema) }

    private func nameOfV2(_ name: String) -> Identifier {
        let standard = standardName(name)
        return Identifier(clipped(foldsCase ? asciiLowercased(standard) : standard, to: engineLimit))
    }
}
