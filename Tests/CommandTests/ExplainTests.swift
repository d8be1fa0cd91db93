import Testing

/// Where a column comes from, told without a database.
@Suite struct ExplainTests {
    private func explain(_ name: String, masks: String = "") async throws -> Outcome {
        let folder = try TemporaryFolder()
        try folder.write(Shop.everything, to: "catalog.json")
        try folder.write("version: 1\ncatalog: catalog.json\nmask_secret: ${S}\n\(masks)", to: "planar.yml")
        return try await Planar.run(["explain", name, "--dialect", "postgres"], in: folder)
    }

    @Test(arguments: ["orders_items.quantity", "public.orders_items.quantity"])
    func aColumnBelowAnArray(_ name: String) async throws {
        let outcome = try await explain(name)
        #expect(
            outcome.output == """
                public.orders_items.quantity
                  stream  orders (incremental, append_dedup)
                  path    items.quantity
                  type    integer in the catalog, bigint in the table
                  from    public.orders_scd
                  read    cast(element.value ->> 'quantity' as bigint)


                """, "\(outcome)")
    }

    /// The mask is put on where the value leaves the record, so the nested table reads it as it is.
    @Test func aMaskedColumn() async throws {
        let masks = "streams: {orders: {masks: {total: redact, items.sku: hash}}}"
        let nested = try await explain("orders_items.sku", masks: masks)
        #expect(nested.output.contains("  type    text in the table\n"), "\(nested)")
        #expect(nested.output.contains("  read    element.value ->> 'sku'\n  mask    hash\n"), "\(nested)")
        let plain = try await explain("orders.total", masks: masks)
        #expect(plain.output.contains("then '***' end\n  mask    redact\n"), "\(plain)")
    }

    @Test func aWholeTable() async throws {
        let outcome = try await explain("prices")
        let columns = [
            "sku", "amount", "_airbyte_ab_id", "_airbyte_emitted_at", "_airbyte_normalized_at",
            "_airbyte_prices_hashid",
        ]
        #expect(
            outcome.output.split(separator: "\n").filter { $0.hasPrefix("public.") }
                == columns.map { "public.prices.\($0)" })
    }

    @Test func whatThereIsNot() async throws {
        let outcome = try await explain("order_items.sku")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("did you mean orders_items.sku?"), "\(outcome)")
    }
}
