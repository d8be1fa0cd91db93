import Foundation
import Testing

/// The page about all tables, opened in a browser.
@Suite struct DocsTests {
    private func shop(_ catalog: String = Shop.everything, project: String? = nil) async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(catalog, to: "catalog.json")
        if let project { try folder.write("version: 1\ncatalog: catalog.json\n\(project)", to: "planar.yml") }
        let outcome = try await Planar.run(
            ["docs", "--catalog", "catalog.json", "--dialect", "postgres", "--out", "docs.html"], in: folder)
        #expect(outcome.status == 0, "\(outcome)")
        return folder
    }

    @Test func theOverviewHasAllStreams() async throws {
        let folder = try await shop()
        struct Seen: Decodable {
            let title: String
            let lead: String
            let streams: [[String]]
            let noRun: Bool
        }
        let seen: Seen = try await Browser.use(
            "docs.html", in: folder,
            """
            return {
                title: html.title, lead: html.querySelector(".lead").textContent,
                streams: all("main tbody tr").map(row => [...row.cells].map(cell => cell.textContent)),
                noRun: html.querySelector("main").textContent.includes("No report of a run"),
            };
            """)
        #expect(seen.title == "Tables from Airbyte")
        // Tables: shops and its address, prices, visits and its pages, orders with history, items and gift, members with
        // history, levels.
        #expect(seen.lead.hasPrefix("6 streams · 12 tables · "), "\(seen.lead)")
        #expect(seen.lead.hasSuffix(" · Postgres"))
        #expect(
            seen.streams == [
                ["members", "full_refresh, append_dedup", "id", "2"],
                ["orders", "incremental, append_dedup", "id", "4"],
                ["prices", "full_refresh, append", "none", "1"],
                ["shops", "full_refresh, overwrite", "none", "2"],
                ["stock.levels", "incremental, append", "none", "1"],
                ["visits", "incremental, append", "none", "2"],
            ])
        #expect(seen.noRun)
    }

    /// Columns as a table and as a picture, whose lines end where the columns stand.
    @Test func aNestedTable() async throws {
        let folder = try await shop()
        struct Seen: Decodable {
            let heading: String
            let columns: [[String]]
            let boxes: [String]
            let chosen: [String]
            let wires: Int
            let labels: [String]
            let picture: String
            let join: String
        }
        let seen: Seen = try await Browser.use(
            "docs.html#orders/orders_items", in: folder,
            """
            return {
                heading: html.getElementById("table-name").textContent,
                columns: all(".column-table tbody tr").map(row => [...row.cells].slice(0, 3).map(cell => cell.textContent)),
                boxes: all(".tree .node").map(node => node.querySelector("title").textContent),
                chosen: all(".tree .selected title").map(title => title.textContent),
                wires: all(".columns .frame").length * all(".columns path.wire[d*=C]").length,
                labels: all(".columns .name").map(text => text.lastChild.textContent.replace(/[\\u2068\\u2069]/g, "")),
                picture: html.querySelector(".columns > title").textContent,
                join: html.querySelector(".table .facts").textContent,
            };
            """)
        #expect(seen.heading == "public.orders_items")
        #expect(
            seen.columns == [
                ["_airbyte_orders_hashid", "text", ""], ["sku", "text", "items[].sku"],
                ["quantity", "bigint", "items[].quantity"], ["gift", "jsonb", "items[].gift"],
                ["_airbyte_ab_id", "character varying", ""], ["_airbyte_emitted_at", "timestamp with time zone", ""],
                ["_airbyte_normalized_at", "timestamp with time zone", ""], ["_airbyte_items_hashid", "text", ""],
            ])
        #expect(
            seen.boxes == [
                "public._airbyte_raw_orders: raw JSON", "orders_scd: history of versions", "orders: newest versions",
                "orders_items: items[]", "orders_items_gift: items[].gift",
            ])
        #expect(seen.chosen == ["orders_items: items[]"])
        #expect(seen.wires == 8, "a line for each column")
        #expect(
            seen.labels.prefix(8) == [
                "parent row", "record", "items[]", "sku", "quantity", "gift", "raw row", "made by the run",
            ])
        #expect(seen.labels.contains("orders_items_gift"), "on to the child")
        #expect(seen.picture == "Where each column of orders_items comes from")
        #expect(
            seen.join.contains("orders_items._airbyte_orders_hashid = orders._airbyte_orders_hashid"), "\(seen.join)")
    }

    /// What is shown and copied is what `compile` writes.
    @Test func theSQLIsThatOfCompile() async throws {
        let folder = try await shop()
        let compiled = try await Planar.run(
            ["compile", "--catalog", "catalog.json", "--dialect", "postgres", "--out", "sql"], in: folder)
        #expect(compiled.status == 0, "\(compiled)")
        struct Seen: Decodable {
            let update: String
            let build: String
            let keywords: Int
            let copied: [String]
            let said: String
        }
        let seen: Seen = try await Browser.use(
            "docs.html#orders/orders_scd", in: folder,
            """
            await pause();
            const copied = [];
            Object.defineProperty(page.navigator, "clipboard", {value: {writeText: async text => copied.push(text)}});
            const code = html.querySelector(".code code"), [update, build, copy] = all(".bar button");
            const result = {update: code.textContent, keywords: all(".code .keyword").length};
            copy.click();
            build.click();
            result.build = code.textContent;
            copy.click();
            await pause();
            return {...result, copied, said: html.querySelector(".bar [role=status]").textContent};
            """)
        let files = try folder.files(below: "sql")
        #expect(seen.update == files["public.orders.01_orders_scd.sql"])
        #expect(seen.build == files["first/public.orders.01_orders_scd.sql"])
        #expect(seen.update.contains("insert into") && seen.build.contains("create table"))
        #expect(seen.keywords > 50)
        #expect(seen.copied == [seen.update, seen.build])
        #expect(seen.said == "Copied")
    }

    /// A column's address shows how it is read, and its mask.
    @Test func aMaskedColumn() async throws {
        let folder = try await shop(
            project: "mask_secret: ${S}\nstreams: {orders: {masks: {total: redact, items.sku: hash}}}")
        let seen: [String] = try await Browser.use(
            "docs.html#orders/orders_items/sku", in: folder,
            """
            await pause();
            return [html.querySelector("tr.selected").textContent, html.querySelector(".detail").textContent,
                String(all(".columns .wire.masked").length), html.querySelector(".facts").textContent];
            """)
        #expect(seen[0] == "skutextitems[].skumasked hash")
        #expect(seen[1].hasSuffix("element.value ->> 'sku'"), "\(seen[1])")
        #expect(seen[2] == "1")
        #expect(seen[3].contains("Masked3 columns"), "total, items, items.sku: \(seen[3])")
    }

    @Test func theKeyboardFindsAndOpens() async throws {
        let folder = try await shop()
        let seen: [String] = try await Browser.use(
            "docs.html", in: folder,
            """
            const seen = [];
            press("/");
            seen.push(html.activeElement.id);
            type("items sku");
            seen.push(html.getElementById("matches").textContent, all("#list a").map(a => a.textContent).join("|"));
            press("ArrowDown");
            seen.push(html.activeElement.textContent);
            html.activeElement.click();
            await pause();
            seen.push(page.location.hash, html.title, html.querySelector("tr.selected th").textContent);
            press("/");
            seen.push(html.activeElement.id);
            press("Escape");
            seen.push(html.getElementById("search").value, html.querySelector("#list [aria-current]").textContent);
            press("ArrowDown");
            press("ArrowDown");
            seen.push(html.activeElement.textContent);
            press("ArrowUp");
            press("ArrowUp");
            seen.push(html.activeElement.id);
            return seen;
            """)
        #expect(
            seen == [
                "search", "0 streams, 0 tables, 1 column", "skuorders_items", "skuorders_items",
                "#orders/orders_items/sku", "orders_items · Tables from Airbyte", "sku", "search", "", "items[]",
                "orders4", "search",
            ])
    }

    @Test func aSearchIsALink() async throws {
        let folder = try await shop()
        let found: [String] = try await Browser.use(
            "docs.html?q=order", in: folder, "return all('#list a').slice(0, 5).map(a => a.textContent);")
        #expect(found == ["orders", "orders", "orders_scd", "orders_items", "orders_items_gift"])
    }

    @Test func whatIsNotThere() async throws {
        let folder = try await shop()
        #expect(try await Browser.document("docs.html#orders/ordered", in: folder).contains("<h1>Not here</h1>"))
    }

    @Test func whatTheLastRunDid() async throws {
        let shop = try await Warehouse(.sqlite)
        try shop.writeProject(catalog: Shop.everything, "streams: {visits: {on_bad_value: fail}}")
        try await shop.load(
            Shop.first + [
                Shop.Row("visits", "v9", #"{"id": "<i>many</i>"}"#), Shop.Row("prices", "p9", #"{"amount": "much"}"#),
            ])
        #expect(try await Planar.run(["run"], in: shop.folder).status == 1)
        let outcome = try await Planar.run(["docs", "--title", "Shop & co", "--out", "docs.html"], in: shop.folder)
        #expect(outcome.status == 0, "\(outcome)")
        struct Seen: Decodable {
            let title: String
            let run: String
            let streams: [String]
            let facts: String
        }
        let seen: Seen = try await Browser.use(
            "docs.html", in: shop.folder,
            """
            const seen = {title: html.title, run: html.querySelector("[aria-labelledby=last-run]").textContent,
                streams: all("main tbody tr").map(row => row.cells[0].textContent + " " + row.cells[4].textContent)};
            page.location.hash = "#prices";
            await pause();
            return {...seen, facts: html.querySelector(".table .facts").textContent};
            """)
        #expect(seen.title == "Shop & co")
        #expect(seen.run.contains("5 of 6 streams succeeded"), "\(seen.run)")
        #expect(seen.run.contains("raw row v9, column id: the value \"<i>many</i>\" does not fit"), "\(seen.run)")
        // Two shops and an address; two prices; two orders in table and history, three items, one gift.
        #expect(seen.streams.contains("shops succeeded 3 rows"), "\(seen.streams)")
        #expect(seen.streams.contains("prices succeeded 2 rows"))
        #expect(seen.streams.contains("orders succeeded 8 rows"))
        #expect(seen.streams.contains("visits failed"))
        #expect(seen.facts.contains("1 value kept aside and NULL in the table"), "\(seen.facts)")

        let without = try await Planar.run(["docs", "--without-run", "--out", "quiet.html"], in: shop.folder)
        #expect(without.status == 0)
        #expect(
            try !String(contentsOf: shop.folder.url.appending(path: "quiet.html"), encoding: .utf8).contains("many"))
    }

    @Test func warningsStandWithTheirStream() async throws {
        let folder = try await shop(
            Shop.catalog(
                Shop.prices,
                Shop.stream("odd", #"{"tags": {"type": "array", "items": {"type": ["string", "object"]}}}"#)))
        let seen: [String] = try await Browser.use(
            "docs.html", in: folder,
            """
            const seen = [html.querySelector("[aria-labelledby=findings]").textContent];
            for (const hash of ["#odd", "#prices"]) {
                page.location.hash = hash;
                await pause();
                seen.push(html.querySelector("[aria-labelledby=findings]")?.textContent ?? "none");
            }
            return seen;
            """)
        #expect(seen[0].contains("Warnings (1)"))
        #expect(
            seen[0].contains("odd.tags: array items are string or object; kept as JSON schema.mixed-items"), "\(seen)")
        #expect(seen[1].contains("Warnings (1)"))
        #expect(seen[2] == "none")
    }

    @Test func wrongCommandLines() async throws {
        let folder = try await shop()
        func docs(_ options: String...) async throws -> Outcome {
            try await Planar.run(["docs", "--catalog", "catalog.json", "--dialect", "postgres"] + options, in: folder)
        }
        let lost = try await docs("--target-path", "nowhere", "--out", "x.html")
        #expect(lost.status == 2)
        #expect(lost.errors.contains("nowhere/run_results.json: no such file"), "\(lost)")
        let unwritable = try await docs("--out", "missing/x.html")
        #expect(unwritable.status == 2)
        #expect(unwritable.errors.contains("missing/x.html: cannot be written"), "\(unwritable)")
        #expect(try await docs("--out", "x.html", "--title", " ").status == 2)
        #expect(try await docs().status == 2)
        try folder.write("{}", to: "catalog.json")
        #expect(try await docs("--out", "x.html").status == 1)
        #expect(!folder.exists("x.html"))
    }
}
