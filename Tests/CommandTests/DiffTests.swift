import Testing

/// What another catalog changes for those who query the tables.
@Suite struct DiffTests {
    private static let before = Shop.catalog(Shop.shops, Shop.prices)
    private static let after = Shop.catalog(
        Shop.stream(
            "prices", #"{"sku": {"type": "integer"}, "currency": {"type": "string"}}"#, sync: "full_refresh",
            destination: "overwrite"), Shop.levels)

    private static let expected = """
        ~ public.prices
            ~ sku text -> bigint
            + currency text
            - amount
            ~ %
        + stock.levels  (%)
            + sku text
            + count bigint
            + _airbyte_ab_id character varying
            + _airbyte_emitted_at timestamp with time zone
            + _airbyte_normalized_at timestamp with time zone
            + _airbyte_levels_hashid text
        - public.shops  (stays as it is, and is no longer written)
        - public.shops_address  (stays as it is, and is no longer written)
        1 table new, 2 tables gone, 1 table changed

        """

    private func expected(_ modes: String...) -> String {
        modes.reduce(Self.expected) { text, mode in
            text.firstRange(of: "%").map { text.replacingCharacters(in: $0, with: mode) } ?? text
        }
    }

    @Test func twoCatalogs() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.before, to: "a.json")
        try folder.write(Self.after, to: "b.json")
        let outcome = try await Planar.run(
            ["diff", "a.json", "b.json", "--dialect", "postgres", "--detailed-exitcode"], in: folder)
        #expect(outcome.status == 2)
        #expect(
            outcome.output
                == expected("full_refresh, append -> full_refresh, overwrite", "incremental, append"), "\(outcome)")
        let same = try await Planar.run(
            ["diff", "a.json", "a.json", "--dialect", "postgres", "--detailed-exitcode"], in: folder)
        #expect(same.status == 0 && same.output == "no difference\n", "\(same)")
    }

    @Test func twoFolders() async throws {
        let folder = try TemporaryFolder()
        for (name, catalog) in [("a", Self.before), ("b", Self.after)] {
            try folder.write(catalog, to: "\(name).json")
            let compiled = try await Planar.run(
                ["compile", "--catalog", "\(name).json", "--dialect", "postgres", "--out", name], in: folder)
            #expect(compiled.status == 0, "\(compiled)")
        }
        let outcome = try await Planar.run(["diff", "a", "b"], in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.output == expected("incremental -> table", "incremental"), "\(outcome)")
        let mixed = try await Planar.run(["diff", "a", "b.json"], in: folder)
        #expect(mixed.status == 2 && mixed.errors.contains("not one of each"), "\(mixed)")
        let broken = try await Planar.run(["diff", "a", "."], in: folder)
        #expect(broken.status == 2 && broken.errors.contains("plan.json: no such file"), "\(broken)")
    }
}
