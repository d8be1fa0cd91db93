import Foundation
import Testing

/// What a run leaves for other programs and for the next command.
@Suite struct ReportTests {
    private func project(_ kind: Kind) async throws -> Warehouse {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Shop.everything)
        return shop
    }

    private func json(_ name: String, in shop: Warehouse) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(filePath: shop.folder.path("target/\(name)")))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Status and rows of each relation of the last run, by the end of its id.
    private func results(in shop: Warehouse) throws -> [String: String] {
        let results = try #require(try json("run_results.json", in: shop)["results"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: try results.map { result in
                let id = try #require(result["unique_id"] as? String)
                let response = try #require(result["adapter_response"] as? [String: Any])
                let rows = try #require(response["rows_affected"] as? Int)
                return (String(id.split(separator: ".").last!), "\(result["status"] ?? "") \(rows)")
            })
    }

    @Test(arguments: Kind.allCases)
    func whatARunDid(_ kind: Kind) async throws {
        let shop = try await project(kind)
        try await shop.load(Shop.first)
        #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        let results = try results(in: shop)
        #expect(results["visits"] == "success 2")
        #expect(results["visits_pages"] == "success 2")
        let report = try json("run_results.json", in: shop)
        let metadata = try #require(report["metadata"] as? [String: Any])
        #expect(metadata["dbt_schema_version"] as? String == "https://schemas.getdbt.com/dbt/run-results/v6.json")
        let first = try #require((report["results"] as? [[String: Any]])?.first)
        let timing = try #require((first["timing"] as? [[String: String]])?.first)
        #expect(try #require(timing["started_at"]) <= #require(timing["completed_at"]))
        #expect((first["compiled_code"] as? String)?.contains("insert into") == true)

        // A raw row that is no record is read and has no row; a version that comes again is not new, and a child reads no raw row.
        try await shop.load(
            [
                Shop.Row("visits", "v8", "[]"), Shop.Row("visits", "v9", #"{"id": 9}"#),
                Shop.order("o9", 1, total: 9.5, "2024-01-01T10:00:00Z"),
            ],
            replacing: [])
        #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        let read = try #require(try json("run_results.json", in: shop)["results"] as? [[String: Any]]).reduce(
            into: [String: Int]()
        ) { read, result in
            let id = try #require(result["unique_id"] as? String)
            let response = try #require(result["adapter_response"] as? [String: Any])
            read[String(id.split(separator: ".").last!)] = try #require(response["rows_read"]) as? Int
        }
        #expect(read["visits"] == 2 && read["visits_pages"] == nil)
        #expect(read["orders_scd"] == 0 && read["orders"] == nil)
        #expect(read["shops"] == 2)

        let manifest = try json("manifest.json", in: shop)
        let nodes = try #require(manifest["nodes"] as? [String: [String: Any]])
        let schema = kind == .postgres ? "public" : "main"
        let pages = try #require(nodes["model.planar.\(schema).visits_pages"])
        #expect((pages["depends_on"] as? [String: [String]])?["nodes"] == ["model.planar.\(schema).visits"])
        let columns = try #require(pages["columns"] as? [String: [String: String]])
        #expect(columns["url"]?["description"] == "pages.url")
        let children = try #require(manifest["child_map"] as? [String: [String]])
        #expect(children["model.planar.\(schema).visits"] == ["model.planar.\(schema).visits_pages"])
        let sources = try #require(manifest["sources"] as? [String: Any])
        #expect(sources["source.planar.\(schema)._airbyte_raw_visits"] != nil)
    }

    /// What failed runs once more, and nothing else.
    @Test func aRetryRunsWhatFailed() async throws {
        let shop = try await project(.sqlite)
        let early = try await Planar.run(["retry"], in: shop.folder)
        #expect(early.status == 2 && early.errors.contains("no run has left a report"), "\(early)")
        try await shop.load(Shop.first.filter { $0.stream != "members" })
        #expect(try await Planar.run(["run"], in: shop.folder).status == 1)
        let failed = try results(in: shop)
        #expect(failed["members"] == "error 0" && failed["members_scd"] == "error 0")
        #expect(failed["visits"] == "success 2")
        let selected = try await Planar.run(["plan", "--select", "result:error"], in: shop.folder)
        #expect(selected.status == 1 && selected.output.hasPrefix("members"), "\(selected)")

        try await shop.load(Shop.first.filter { $0.stream == "members" })
        let retry = try await Planar.run(["retry"], in: shop.folder)
        #expect(retry.status == 0, "\(retry)")
        #expect(try results(in: shop).keys.sorted() == ["members", "members_scd"])
        let again = try await Planar.run(["retry"], in: shop.folder)
        #expect(again.status == 0, "\(again)")
        #expect(again.output.hasPrefix("nothing to do: no stream of the last run failed ("), "\(again)")
    }

    /// A run that finds no database, then a retry of one part: what was never done stays to be done.
    @Test func aRetryForgetsNothing() async throws {
        let shop = try await project(.sqlite)
        try await shop.load(Shop.first)
        #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        let settings = try String(contentsOfFile: shop.folder.path("planar.yml"), encoding: .utf8)
        try shop.folder.write(settings.replacing("path: shop.db", with: "path: nowhere/shop.db"), to: "planar.yml")
        let refused = try await Planar.run(["run", "--exclude", "visits"], in: shop.folder)
        #expect(refused.status == 1 && refused.errors.contains("nowhere/shop.db"), "\(refused)")
        let skipped = try results(in: shop)
        #expect(skipped["orders_scd"] == "skipped 0" && skipped["visits"] == nil, "\(skipped)")

        try shop.folder.write(settings, to: "planar.yml")
        let part = try await Planar.run(["retry", "--exclude", "orders"], in: shop.folder)
        #expect(part.status == 0, "\(part)")
        let left = try results(in: shop)
        #expect(left["orders"] == "skipped 0" && left["members"] == "success 0", "\(left)")
        let rest = try await Planar.run(["retry"], in: shop.folder)
        #expect(rest.status == 0 && rest.output.contains("1 stream in"), "\(rest)")
        #expect(try results(in: shop).values.allSatisfy { $0 == "success 0" })
    }

    /// The fields are there for readers that do not ask first, and only what ran has SQL.
    @Test func fieldsWithoutValues() async throws {
        let shop = try await project(.sqlite)
        try await shop.load(Shop.first.filter { $0.stream != "members" })
        #expect(try await Planar.run(["run"], in: shop.folder).status == 1)
        let report = try #require(try json("run_results.json", in: shop)["results"] as? [[String: Any]])
        for result in report {
            #expect(result["failures"] is NSNull)
            let isMembers = (result["unique_id"] as? String)?.contains("members") == true
            #expect(result["compiled"] as? Bool == !isMembers)
            #expect(result["compiled_code"] is NSNull == isMembers, "\(result)")
        }
    }

    /// Nothing is done that could not be reported.
    @Test func aReportThatCannotBeWritten() async throws {
        let shop = try await project(.sqlite)
        try await shop.load(Shop.first)
        try shop.folder.write("", to: "target")
        let refused = try await Planar.run(["run"], in: shop.folder)
        #expect(refused.status == 2 && refused.errors.contains("target: the folder cannot be created"), "\(refused)")
        #expect(try await shop.tables().keys.allSatisfy { $0.hasPrefix("_airbyte_raw_") })
    }

    /// Streams that are other than in the last run, or than in a manifest that was put aside.
    @Test func streamsThatWereModified() async throws {
        let shop = try await project(.sqlite)
        func plan(_ options: String...) async throws -> Outcome {
            try await Planar.run(["plan", "--select", "state:modified"] + options, in: shop.folder)
        }
        let early = try await plan()
        #expect(early.status == 2 && early.errors.contains("no run has left a report"), "\(early)")
        try await shop.load(Shop.first)
        #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        #expect(try await plan().output == "nothing to do: no stream is selected\n")
        try FileManager.default.copyItem(atPath: shop.folder.path("target"), toPath: shop.folder.path("before"))

        try shop.folder.write(
            Shop.everything.replacing(
                #""sku": {"type": "string"}, "amount""#, with: #""code": {"type": "string"}, "amount""#),
            to: "catalog.json")
        let modified = try await plan()
        #expect(modified.output.hasPrefix("prices"), "\(modified)")
        #expect(modified.output.contains("1 stream: "))
        // A run of one stream leaves the manifest of all.
        #expect(try await Planar.run(["run", "--select", "prices"], in: shop.folder).status == 0)
        #expect(try await plan().output == "nothing to do: no stream is selected\n")
        let compared = try await plan("--state", "before")
        #expect(compared.output == "1 stream with nothing to do\n1 stream: no table changes\n", "\(compared)")
    }

    @Test func withoutAProjectNothingIsLeft() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        #expect(!FileManager.default.fileExists(atPath: shop.folder.path("target")))
        try await shop.apply(Shop.everything, "--target-path", "report")
        #expect(FileManager.default.fileExists(atPath: shop.folder.path("report/run_results.json")))
    }
}
