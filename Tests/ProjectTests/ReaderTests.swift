import Catalog
import Testing

@testable import Project

/// Every key has its values, and whatever is wrong is told with its place, a code and what to do.
@Suite struct ReaderTests {
    @Test func aWholeFile() throws {
        let reading = Reading(
            """
            version: 1
            catalog: catalogs/shop.json
            default_target: dev
            targets:
              dev: {type: sqlite, path: shop.db, schema: main}
              prod:
                type: postgres
                host: ${PGHOST}
                port: 5433
                user: clerk
                password: 0123
                database: shop
                schema: public
                ssl_mode: verify-full
              cloud: {type: bigquery, project: p, dataset: d, location: EU, credentials_file: key.json, priority: batch}
              airbyte: {type: postgres, config: destination.json}
            service: {token: "${T}", signing_secret: "${S}"}
            connections:
              aa941643-07ea-48a2: {target: prod, catalog: catalogs/other.json}
              shop_2:
            defaults:
              casing: snake
              on_bad_value: null
              history: false
            streams:
              "*_log": {enabled: false}
              shop.orders:
                columns:
                  keep: [id, items.sku]
                  drop: [note]
                  rename: {total: total_eur}
                  types: {zip: string, paid: timestamp_with_timezone}
                nesting: 2
                schema: sales
                prefix: crm_
                casing: lower
                on_bad_value: fail
                history: 90d
            """)
        let project = try #require(reading.project, "\(reading.diagnostics)")
        #expect(reading.diagnostics.isEmpty)
        #expect(project.catalog?.spelling == "catalogs/shop.json")
        #expect(project.defaultTarget?.spelling == "dev")
        #expect(project.targets.map(\.name) == ["dev", "prod", "cloud", "airbyte"])
        #expect(project.targets.map(\.kind) == [.sqlite, .postgres, .bigquery, .postgres])
        // A text stays as it is spelled.
        #expect(project.targets[1].values[.password]?.spelling == "0123")
        #expect(project.targets[1].values.count == 7)
        #expect(project.targets[2].values.count == 5)
        #expect(project.targets[3].config?.spelling == "destination.json")
        #expect(project.service.token?.spelling == "${T}")
        #expect(project.service.signingSecret?.spelling == "${S}")
        #expect(project.connections.map(\.id) == ["aa941643-07ea-48a2", "shop_2"])
        #expect(project.connections.map(\.target?.spelling) == ["prod", nil])
        #expect(project.connections.map(\.catalog?.spelling) == ["catalogs/other.json", nil])
        #expect(project.defaults.casing == .snake)
        #expect(project.defaults.onBadValue == .null)
        #expect(project.defaults.history == .newest)
        #expect(project.settings(ofStream: "orders", in: "shop").history == .days(90))
        #expect(project.streams.map(\.pattern.text) == ["*_log", "shop.orders"])
        #expect(project.streams[0].settings.enabled == false)
        let orders = project.streams[1].settings
        #expect(orders.keep?.value.map(\.value) == ["id", "items.sku"])
        #expect(orders.drop?.value.map(\.value) == ["note"])
        #expect(orders.rename?.map(\.name) == ["total_eur"])
        #expect(orders.types?.map(\.type) == [.string, .timestamp(zoned: true)])
        #expect(orders.nesting == .depth(2))
        #expect(orders.schema?.spelling == "sales")
        #expect(orders.prefix?.spelling == "crm_")
        #expect(orders.casing == .lower)
        #expect(orders.onBadValue == .fail)
    }

    @Test(arguments: [
        ("tables", NestingDepth.tables), ("json", .json), ("0", .depth(0)), ("3", .depth(3)),
    ])
    func nesting(_ text: String, _ expected: NestingDepth) {
        #expect(Reading("version: 1\ndefaults: {nesting: \(text)}").project?.defaults.nesting == expected)
    }

    @Test func emptyMappingsSayNothing() throws {
        let project = try #require(
            Reading("version: 1\ntargets:\ndefaults:\nstreams:\n  orders:\n    columns:\n").project)
        #expect(project.targets.isEmpty)
        #expect(project.streams.count == 1)
    }

    /// One wrong file, the place of what is wrong, its code, and words of the message or the hint.
    static let broken: [(text: String, place: String, code: Diagnostic.Code, words: String)] = [
        ("", "1:1", .projectEmpty, "planar init"),
        ("# nothing\n---\n", "3:1", .projectEmpty, "planar init"),
        ("version: 1\n---\nversion: 1", "2:1", .projectNotYAML, "single document"),
        ("version: 1\ncatalog: *c", "2:10", .projectNotYAML, "undefined alias"),
        ("version: 1\ncatalog: @c", "2:10", .projectNotYAML, "needs quotes"),
        ("version: 1\ncatalog: a\u{0}b", "1:1", .projectNotYAML, "control characters"),
        ("version: 1\nstreams: [", "3:1", .projectNotYAML, "not YAML"),
        ("version: 1\nstreams:\n  *: {enabled: false}", "3:4", .projectNotYAML, "needs quotes"),
        ("version: 1\nversion: 1", "1:1", .projectDuplicateKey, "version"),
        ("- version", "1:1", .projectWrongKind, "must be a mapping, but here is a list"),
        ("catalog: c.json", "1:1", .projectMissingKey, "version: 1"),
        ("version: 2", "1:10", .projectUnknownValue, "must be 1"),
        ("version: 1\ndefault_targt: dev", "2:1", .projectUnknownKey, "did you mean default_target?"),
        ("version: 1\nzzz: 1", "2:1", .projectUnknownKey, "it has version, catalog"),
        ("version: 1\n[a, b]: 1", "2:1", .projectStrayKey, "must be a text"),
        ("version: 1\ncatalog: [a]", "2:10", .projectWrongKind, "must be a text, but here is a list"),
        ("version: 1\ncatalog:", "2:9", .projectWrongKind, "must be a text, but here is empty"),
        ("version: 1\ncatalog: ' '", "2:10", .projectMalformedValue, "not empty"),
        ("version: 1\ntargets: {dev: sqlite}", "2:16", .projectWrongKind, "the target dev must be a mapping"),
        ("version: 1\ntargets: {dev: {path: a}}", "2:11", .projectMissingKey, "needs the key type"),
        ("version: 1\ntargets: {dev: {type: oracle}}", "2:23", .projectUnknownValue, "sqlite or postgres or bigquery"),
        ("version: 1\ntargets: {dev: {type: sqlte, path: a}}", "2:23", .projectUnknownValue, "did you mean sqlite?"),
        ("version: 1\ntargets: {dev: {type: sqlite, path: a, host: b}}", "2:40", .projectUnknownKey, "of type sqlite"),
        ("version: 1\ntargets: {dev: {type: sqlite}}", "2:11", .projectMissingKey, "needs the key path"),
        (
            "version: 1\ntargets: {dev: {type: sqlite, path: a, config: b}}", "2:31", .projectConfigBesideKey,
            "path beside config"
        ),
        (
            "version: 1\ntargets: {b: {type: bigquery, project: p, dataset: d, credentials_file: f, credentials_json: j}}",
            "2:94", .projectMalformedValue, "credentials_json must be left out"
        ),
        ("version: 1\ndefaults: {enabled: yes}", "2:21", .projectWrongKind, "must be true or false"),
        ("version: 1\ndefaults: {nesting: -1}", "2:21", .projectMalformedValue, "tables, json or"),
        ("version: 1\ndefaults: {history: 30}", "2:21", .projectMalformedValue, "such as 30d"),
        ("version: 1\ndefaults: {history: 0d}", "2:21", .projectMalformedValue, "true, false or for how many days"),
        ("version: 1\ndefaults: {deletes: sft}", "2:21", .projectUnknownValue, "did you mean soft?"),
        ("version: 1\ndefaults: {raw_retention: 90}", "2:27", .projectMalformedValue, "such as 30d"),
        ("version: 1\ndefaults: {casing: camel}", "2:20", .projectUnknownValue, "preserve or lower or snake"),
        ("version: 1\ndefaults: {on_bad_value: ~}", "2:26", .projectWrongKind, "null or fail"),
        ("version: 1\nstreams: {a: {colums: {}}}", "2:15", .projectUnknownKey, "did you mean columns?"),
        ("version: 1\nstreams: {a: {columns: {drop: id}}}", "2:31", .projectWrongKind, "a list of columns"),
        (
            "version: 1\nstreams: {a: {columns: {drop: [[id]]}}}", "2:32", .projectWrongKind,
            "a column of drop must be a text"
        ),
        ("version: 1\nstreams: {a: {columns: {types: {id: int}}}}", "2:37", .projectUnknownValue, "\"int\""),
        ("version: 1\nmask_secret: hunter2hunter2", "2:14", .projectMalformedValue, "never the secret itself"),
        ("version: 1\nservice: {token: hunter2hunter2}", "2:18", .projectMalformedValue, "never the secret itself"),
        ("version: 1\nservice: {tokn: '${T}'}", "2:11", .projectUnknownKey, "did you mean token?"),
        ("version: 1\nconnections: {a/b: {}}", "2:15", .projectMalformedValue, "letters, digits"),
        ("version: 1\nconnections: {a: {catalgo: c}}", "2:19", .projectUnknownKey, "did you mean catalog?"),
        (
            "version: 1\ntargets: {dev: {type: sqlite, path: a}}\nconnections: {a: {target: dve}}", "3:27",
            .projectUnknownTarget, "did you mean dev?"
        ),
        ("version: 1\ndefaults: {masks: [a]}", "2:19", .projectWrongKind, "masks must be a mapping"),
        ("version: 1\ndefaults: {masks: {a: hsh}}", "2:23", .projectUnknownValue, "did you mean hash?"),
        ("version: 1\ndefaults: {masks: {a: ~}}", "2:23", .projectWrongKind, "hash or redact or null"),
        ("version: 1\ndefaults: {masks: {a: {partial: 0}}}", "2:33", .projectMalformedValue, "kept at the end"),
        ("version: 1\ndefaults: {masks: {a: {truncate-date: week}}}", "2:39", .projectUnknownValue, "year or month"),
        ("version: 1\ndefaults: {masks: {a: {hash: 1}}}", "2:24", .projectUnknownKey, "it has partial, truncate-date"),
        ("version: 1\ndefaults: {masks: {a: {}}}", "2:23", .projectWrongKind, "a mask"),
        ("version: 1\ndefaults: {new_columns: keep}", "2:25", .projectUnknownValue, "add or hold"),
        (
            "version: 1\nstreams: {a: {columns: {rename: {id: ''}}}}", "2:38", .projectMalformedValue,
            "the new name of id"
        ),
    ]

    @Test(arguments: broken.indices)
    func whatIsWrongIsTold(_ index: Int) throws {
        let (text, place, code, words) = Self.broken[index]
        let reading = Reading(text)
        #expect(reading.project == nil)
        let found = try #require(reading.diagnostics.first, "\(text)")
        #expect(reading.diagnostics.count == 1, "\(reading.diagnostics)")
        #expect(found.code == code, "\(found)")
        #expect("\(found.line ?? 0):\(found.column ?? 0)" == place, "\(found)")
        #expect("\(found)".contains(words), "\(found)")
        #expect(found.file == "planar.yml")
    }

    @Test func allIsToldAtOnce() {
        let reading = Reading("version: 3\ncatalogue: a\ndefaults: {nesting: deep}")
        #expect(reading.diagnostics.map(\.line) == [1, 2, 3])
    }

    @Test func pathsLeadToThePlace() {
        let reading = Reading("version: 1\nstreams: {shop.orders: {columns: {drop: [a, {}]}}}")
        #expect(reading.diagnostics.map(\.path) == [#"streams["shop.orders"].columns.drop[1]"#])
    }

    /// Nested more deeply than a program's stack takes.
    @Test(arguments: [true, false])
    func depthIsJustAnotherFault(_ isClosed: Bool) {
        let depth = 100_000
        let brackets = String(repeating: "[", count: depth) + (isClosed ? String(repeating: "]", count: depth) : "")
        #expect(Reading("version: 1\nstreams: \(brackets)").diagnostics.map(\.code) == [.projectNotYAML])
    }

    /// Aliases within aliases stand for more values than there are bytes in memory.
    @Test func aBombOfAliasesIsJustAnotherWrongValue() {
        let bomb = (1...40).map { "  a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }.joined(separator: "\n")
        let reading = Reading("version: 1\nstreams:\n  a0: &a0 {}\n\(bomb)")
        #expect(reading.diagnostics.count == 40)
        #expect(Set(reading.diagnostics.map(\.code)) == [.projectWrongKind])
    }
}
