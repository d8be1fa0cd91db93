import Catalog

extension IdentifierRules {
    /// `public.orders_scd`, beside a table under the name that it has in the database.
    package func historyTable(of table: TableName) -> TableName {
        TableName(schema: table.schema, name: self.table(table.name.text, suffix: "_scd", truncating: false))
    }

    /// `_planar.public_orders_newest_1a2b3c4d`: what a stream without a history knows of its keys.
    package func newestTable(of table: TableName) -> TableName {
        let readable = clipped("\(table.schema.text)_\(table.name.text)", to: 24)
        let digits = pathHash([table.schema.text, table.name.text], digits: 8, foldingCase: false)
        return stateTable("\(readable)_newest_\(digits)")
    }

    /// The raw table of each stream. Where streams differ in case alone, as `Foo` and `foo`, each has the one that is
    /// spelled like it.
    func rawTables(
        of streams: [StreamSchema], in schemas: [Identifier], defaultSchema: Identifier, existing: Set<Identifier>?
    ) -> [TableName] {
        let there = Dictionary(
            (existing ?? []).map { (collisionKey(table: $0), $0) }, uniquingKeysWith: { first, _ in first })
        let raws = zip(streams, schemas).map {
            rawTable(of: $0.name, in: $1, isDefault: $1 == defaultSchema, there: there)
        }
        guard !tablesIgnoreCase else { return raws }
        let shared = Dictionary(grouping: raws, by: { $0 }).filter { $1.count > 1 }
        if shared.isEmpty { return raws }
        return zip(streams, raws).map { stream, raw in
            shared[raw] == nil ? raw : TableName(schema: raw.schema, name: unfoldedTable("_airbyte_raw_" + stream.name))
        }
    }

    /// `_airbyte_raw_<stream>` in the stream's schema, never cut in the middle. Without schemas it is
    /// `<schema>___airbyte_raw_<stream>` or the plain name, the first that is there.
    ///
    /// - Parameter there: the tables of the target by their collision key.
    private func rawTable(of stream: String, in schema: Identifier, isDefault: Bool, there: [Identifier: Identifier])
        -> TableName
    {
        let plain = table("_airbyte_raw_" + stream, truncating: false)
        guard schemaStandsInName else { return TableName(schema: schema, name: plain) }
        let prefixed = Identifier("\(schema.text)__\(plain.text)")
        let spellings = [
            prefixed, Identifier("\(schema.text)___airbyte_raw_\(stream)"), plain, Identifier("_airbyte_raw_\(stream)"),
        ]
        let found = spellings.lazy.compactMap { there[collisionKey(table: $0)] }.first
        return TableName(schema: schema, name: found ?? (isDefault ? plain : prefixed))
    }
}
