import Foundation
import Testing

/// What holds for the page whatever it shows: nothing leaves it, nothing in it acts, everybody can read it, it is quick.
@Suite struct DocsPageTests {
    private func write(_ catalog: String, _ options: String..., dialect: String = "postgres") async throws
        -> (folder: TemporaryFolder, html: String)
    {
        let folder = try TemporaryFolder()
        try folder.write(catalog, to: "catalog.json")
        let outcome = try await Planar.run(
            ["docs", "--catalog", "catalog.json", "--dialect", dialect, "--out", "docs.html"] + options, in: folder)
        #expect(outcome.status == 0, "\(outcome)")
        return (folder, try String(contentsOf: folder.url.appending(path: "docs.html"), encoding: .utf8))
    }

    @Test func nothingIsAskedOfAnyNetwork() async throws {
        let (folder, html) = try await write(Shop.everything)
        let addresses = html.matches(of: #/[a-z]+:\/\/[^"\s]*/#).map { String($0.output) }
        #expect(Set(addresses) == ["http://www.w3.org/2000/svg"])
        #expect(html.contains("content=\"default-src 'none'; style-src 'sha256-"))
        #expect(!html.contains("unsafe"))
        let requests: Int = try await Browser.use(
            "docs.html#orders", in: folder,
            "await pause(); return page.performance.getEntriesByType('resource').length;")
        #expect(requests == 0)
    }

    @Test func theSameCatalogGivesTheSameBytes() async throws {
        let (first, second) = (try await write(Shop.everything).html, try await write(Shop.everything).html)
        #expect(first == second)
    }

    /// Names and values that would act if they were read as anything but text.
    private static let hostile = [
        "<script>document.documentElement.dataset.owned = 1</script>",
        "</script><script>document.documentElement.dataset.owned = 1</script>",
        "<!--<script>", "\"><img src=x onerror='document.documentElement.dataset.owned = 1'>",
        "' onmouseover=alert(1) '", "javascript:alert(1)", "{{ data }}", "{{ script }}", "a/b#c?d=%41&amp;",
        "\u{202E}txet desrever", "line\u{2028}break\u{2029}s", "new\nline\ttab", "${1}`\\", "__proto__", "constructor",
        "-- */ '' \"", "\u{0}zero", "é and e\u{301}", "😀",
    ]

    @Test(arguments: ["postgres", "bigquery"])
    func hostileNamesAreText(_ dialect: String) async throws {
        func json(_ text: String) throws -> String {
            String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        }
        let properties =
            try Self.hostile.map { "\(try json($0)): {\"type\": \"string\"}" }
            + Self.hostile.map {
                "\(try json("nest \($0)")): {\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {\(try json($0)): {\"type\": \"integer\"}}}}"
            }
        let streams = try Self.hostile.map { name in
            """
            {"stream": {"name": \(try json(name)), "json_schema": {"type": "object", "properties": {\(properties.joined(separator: ", "))}}},
             "sync_mode": "full_refresh", "destination_sync_mode": "overwrite"}
            """
        }
        let (folder, html) = try await write(
            "{\"streams\": [\(streams.joined(separator: ",\n"))]}", "--title", Self.hostile[1], dialect: dialect)
        #expect(html.matches(of: #/<script/#).count == 2)
        struct Seen: Decodable {
            let owned: Bool
            let elements: [String]
            let title: String
            let names: [String]
            let lost: [String]
            let properties: [String]
        }
        let seen: Seen = try await Browser.use(
            "docs.html", in: folder,
            """
            const seen = {names: all("main tbody th .name").map(name => name.textContent), lost: [], title: html.title};
            // Every stream, and every table of one of them, by their links.
            const streams = all("main tbody th a").map(a => a.getAttribute("href"));
            for (const href of streams) {
                page.location.hash = href;
                page.route(false);
                if (!html.getElementById("table")) seen.lost.push(href);
            }
            for (const href of all("#list li li a").map(a => a.getAttribute("href"))) {
                page.location.hash = href;
                page.route(false);
                if (!html.getElementById("table")) seen.lost.push(href);
            }
            page.location.hash = streams[0];
            page.route(false);
            seen.properties = all(".column-table td:nth-child(3) .name").map(name => name.textContent);
            await pause();
            seen.owned = html.documentElement.dataset.owned !== undefined;
            seen.elements = [...new Set(all("*").filter(element => [...element.attributes].some(a => a.name.startsWith("on")))
                .concat(all("img, iframe, object, embed, link, body script ~ script ~ script, a[href^=javascript]"))
                .map(element => element.outerHTML.slice(0, 200)))];
            return seen;
            """)
        #expect(!seen.owned)
        #expect(seen.elements.isEmpty, "\(seen.elements)")
        #expect(seen.title == Self.hostile[1])
        #expect(Set(seen.names.map(scalars)) == Set(Self.hostile.map(scalars)))
        #expect(seen.lost.isEmpty, "\(seen.lost)")
        for name in Self.hostile { #expect(seen.properties.contains { Array($0.utf8) == Array(name.utf8) }, "\(name)") }
    }

    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    /// Every colour that texts have on every colour that they may stand on, light and dark: 4.5 to 1 at least.
    @Test func coloursHaveContrast() async throws {
        let (_, html) = try await write(Shop.everything)
        let style = try #require(html.range(of: "<style>")?.upperBound)
        let css = html[style...]
        let dark = try #require(css.range(of: "prefers-color-scheme: dark"))
        for (scheme, block) in [("light", css[..<dark.lowerBound]), ("dark", css[dark.upperBound...])] {
            var colours: [String: String] = [:]
            for match in block.matches(of: #/--([a-z]+): (#[0-9a-f]{6});/#) where colours[String(match.1)] == nil {
                colours[String(match.1)] = String(match.2)
            }
            let texts = [
                "text", "muted", "accent", "key", "masked", "good", "bad", "doubt", "keyword", "string", "number",
                "comment",
            ]
            for text in texts {
                for ground in ["page", "panel", "chosen"] {
                    let contrast = try Self.contrast(#require(colours[text]), #require(colours[ground]))
                    #expect(contrast >= 4.5, "\(scheme): \(text) on \(ground) is \(contrast)")
                }
            }
        }
        // As the guidelines have it: black on white is 21 to 1.
        #expect(abs(Self.contrast("#000000", "#ffffff") - 21) < 0.001)
    }

    /// The ratio of the Web Content Accessibility Guidelines, 2.1.
    private static func contrast(_ first: String, _ second: String) -> Double {
        func luminance(_ colour: String) -> Double {
            let value = Int(colour.dropFirst(), radix: 16) ?? 0
            let parts = [value >> 16, value >> 8 & 255, value & 255].map { part in
                let share = Double(part) / 255
                return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let lights = [luminance(first), luminance(second)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    /// What the browser makes of it: the contrast of each text with what lies behind it.
    @Test(arguments: [false, true], ["", "#orders", "#orders/orders_items/sku", "?q=or"])
    func textsHaveContrast(_ isDark: Bool, _ address: String) async throws {
        let (folder, _) = try await write(Shop.everything)
        struct Seen: Decodable {
            let ground: String
            let count: Int
            let faint: [String]
        }
        let seen: Seen = try await Browser.use(
            "docs.html\(address)", in: folder, isDark: isDark,
            """
            await pause();
            const parse = colour => colour.match(/[\\d.]+/g).map(Number);
            const light = colour => parse(colour).slice(0, 3).map(part => part / 255)
                .map(share => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
            const ground = element => {
                for (let at = element; at; at = at.parentElement) {
                    const colour = page.getComputedStyle(at).backgroundColor;
                    if ((parse(colour)[3] ?? 1) > 0) return colour;
                }
                return "none";
            };
            const texts = all("body *").filter(element => !element.closest("svg, script, style, noscript")
                && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
            const faint = texts.filter(element => {
                const [a, b] = [light(page.getComputedStyle(element).color), light(ground(element))].sort();
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
            });
            return {count: texts.length, ground: ground(html.querySelector("main")), faint: faint.map(element => element.outerHTML)};
            """)
        #expect(seen.count > 20)
        #expect(seen.ground == (isDark ? "rgb(21, 24, 27)" : "rgb(252, 252, 251)"), "the scheme that was asked for")
        #expect(seen.faint.isEmpty, "\(seen.faint)")
    }

    @Test(arguments: ["", "#orders", "#orders/orders_items/gift", "?q=order"])
    func everythingHasAName(_ address: String) async throws {
        let (folder, _) = try await write(Shop.everything)
        let faults: [String] = try await Browser.use(
            "docs.html\(address)", in: folder,
            """
            await pause();
            const faults = [];
            for (const landmark of ["header", "nav[aria-label]", "main", "[role=search]"]) {
                if (all(landmark).length !== 1) faults.push("landmark " + landmark);
            }
            if (all("h1").length !== 1) faults.push("one h1");
            const levels = all("main h1, main h2, main h3, main h4").map(heading => Number(heading.tagName[1]));
            levels.forEach((level, index) => { if (level > (levels[index - 1] ?? 0) + 1) faults.push("level " + levels); });
            for (const svg of all("svg")) {
                if (!svg.querySelector(":scope > title")?.textContent || !svg.querySelector(":scope > desc")?.textContent
                    || !["img", "group"].includes(svg.getAttribute("role"))) faults.push("picture " + svg.outerHTML.slice(0, 80));
                if (svg.getAttribute("role") === "img" && svg.querySelector("a, [tabindex]")) faults.push("link in an image");
            }
            for (const element of all("a, button, input, [role=region]")) {
                const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
                if (!label.trim()) faults.push("no name: " + element.outerHTML);
            }
            for (const image of all("img")) if (!image.alt) faults.push("no alt");
            const ids = all("[id]").map(element => element.id);
            ids.forEach((id, index) => { if (ids.indexOf(id) !== index) faults.push("twice " + id); });
            for (const element of all("[aria-labelledby], [aria-controls], [aria-describedby]")) {
                for (const name of ["aria-labelledby", "aria-controls", "aria-describedby"]) {
                    const id = element.getAttribute(name);
                    if (id && !html.getElementById(id)) faults.push(name + " " + id);
                }
            }
            for (const table of all("table")) if (!table.querySelector("thead th[scope=col]")) faults.push("no heads");
            return faults;
            """)
        #expect(faults.isEmpty, "\(faults)")
    }

    /// On a phone: one column, nothing wider than the screen, the list behind a button.
    @Test(arguments: ["", "#orders", "#orders/orders_items/gift"])
    func aPhoneHasOneColumn(_ address: String) async throws {
        let (folder, _) = try await write(Shop.everything)
        let seen: [Int] = try await Browser.use(
            "docs.html\(address)", in: folder, width: 360,
            """
            await pause();
            const nav = html.getElementById("nav"), menu = html.getElementById("menu");
            const tooWide = () => html.documentElement.scrollWidth - html.documentElement.clientWidth;
            const seen = [page.innerWidth, tooWide(), nav.offsetHeight];
            menu.click();
            seen.push(nav.offsetHeight > 100 ? 1 : 0, menu.getAttribute("aria-expanded") === "true" ? 1 : 0, tooWide());
            all("#list a").at(-1).click();
            await pause();
            seen.push(nav.offsetHeight);
            return seen;
            """)
        #expect(seen == [360, 0, 0, 1, 1, 0, 0])
    }

    @Test func ofFiveHundredStreamsOnlyWhatIsOpenIsDrawn() async throws {
        let columns = (0..<50).map { "\"column_\($0)\": {\"type\": \"\($0 % 3 == 0 ? "integer" : "string")\"}" }
        let streams = (0..<500).map { number in
            Shop.stream(
                "stream_\(number)", "{\(columns.joined(separator: ", "))}",
                destination: number % 2 == 0 ? "append" : "append_dedup",
                key: "column_0", cursor: "column_3")
        }
        let (folder, html) = try await write("{\"streams\": [\(streams.joined(separator: ",\n"))]}")
        #expect(html.utf8.count < 5_000_000, "\(html.utf8.count) bytes")
        // All of it before the page has loaded, so that the clock is the real one.
        let took: [String: Double] = try await Browser.use(
            "docs.html", in: folder, waits: false,
            """
            const since = body => { const before = Date.now(); body(); return Date.now() - before; };
            const load = page.performance.getEntriesByType("navigation")[0];
            return {
                load: load.domContentLoadedEventEnd - load.responseEnd,
                overview: since(() => page.route(true)),
                stream: since(() => { page.location.hash = "#stream_251"; page.route(false); }),
                search: since(() => { html.getElementById("search").value = "column_49"; page.drawFound(); }),
                elements: all("*").length,
            };
            """)
        // Times are for the reader: how fast a machine is that other tests are busy on says nothing of the page.
        print("500 streams: \(html.utf8.count) bytes, \(took)")
        #expect(try #require(took["elements"]) < 6000, "only what is open is drawn")
    }
}
