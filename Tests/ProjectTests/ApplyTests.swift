import Catalog
import Testing

@testable import Project
@testable import TableModel

/// What settings make of streams. That tables and rows come out accordingly is a matter of fixtures.
@Suite struct ApplyTests {
    private func apply(_ text: String, to streams: [StreamSchema]) throws -> (
        streams: ConfiguredStreams, diagnostics: [Diagnostic]
    ) {
        let reading = Reading("version: 1\n\(text)")
        let project = try #require(reading.project, "\(reading.diagnostics)")
        var diagnostics = Diagnostics()
        let streams = ProjectSettings(project, environment: [:]).apply(to: streams, into: &diagnostics)
        return (streams, diagnostics.sorted)
    }

    private static let orders = stream(
        "orders", .appendDedup, key: ["id"], cursor: "at",
        [
            field("id", .integer), field("at"), field("note"), field("_ab_cdc_deleted_at"), field("a.b"),
            nested("items", [field("sku"), field("c"), nested("gift", [field("card")])]),
            nested("a", [field("b"), field("c")]),
        ])

    @Test func laterEntriesWinKeyByKey() throws {
        let reading = Reading(
            """
            version: 1
            defaults: {prefix: p_, nesting: json, columns: {drop: [x], keep: [y]}}
            streams:
              orders: {nesting: 1, columns: {drop: [z]}}
              "*": {nesting: 2, on_bad_value: fail}
            """)
        let project = try #require(reading.project)
        let orders = project.settings(ofStream: "orders", in: nil)
        #expect(orders.prefix?.spelling == "p_")
        #expect(orders.nesting == .depth(2))
        #expect(orders.drop?.value.map(\.value) == ["z"])
        #expect(orders.keep?.value.map(\.value) == ["y"])
        #expect(project.settings(ofStream: "users", in: nil).drop?.value.map(\.value) == ["x"])
    }

    private static let nestedKey = stream(
        "orders", .appendDedup, key: ["a.b"], cursor: "at",
        [
            field("at"), nested("a", [field("b"), field("c")], .object),
            Property(name: "a.b", path: ["a", "b"], type: .string, nested: nil, place: Place(offset: 0)),
        ])

    /// A path means the value wherever it stands; what takes the key away is refused.
    @Test(arguments: [
        ("columns: {types: {a.b: integer}}", "at a(b:integer c) a.b:integer", ""),
        ("columns: {drop: [a.c]}", "at a(b) a.b", ""),
        ("columns: {keep: [at, a]}", "at a(b c) a.b", ""),
        ("columns: {keep: [at, a.b]}", "at a(b) a.b", ""),
        ("nesting: json", "at a a.b", ""),
        ("columns: {keep: [at, a.c]}", nil, "project.needed-column"),
        ("columns: {drop: [a]}", nil, "project.needed-column"),
        ("columns: {drop: [a.b]}", nil, "project.needed-column"),
        ("masks: {a: hash}", "at a a.b", ""),
        ("masks: {a.b: hash}", "at a(b c) a.b", ""),
        ("masks: {a.b: redact}", nil, "mask.of-order"),
        ("masks: {a: drop}", nil, "mask.of-order"),
        ("{new_columns: hold, masks: {at: none, a.c: none}}", nil, "mask.held-column"),
        ("{new_columns: hold, masks: {at: none, a.b: none}}", "at a(b) a.b", ""),
    ])
    func nestedKeys(_ settings: String, _ expected: String?, _ code: String) throws {
        let defaults = settings.hasPrefix("{") ? settings : "{\(settings)}"
        let (streams, diagnostics) = try apply("mask_secret: ${X}\ndefaults: \(defaults)", to: [Self.nestedKey])
        #expect(diagnostics.map(\.code.rawValue) == (code.isEmpty ? [] : [code]))
        if let expected {
            #expect(streams.streams[0].properties.outline == expected)
            let key = streams.streams[0].properties.last
            #expect(key?.path == ["a", "b"])
            #expect((key?.masking == .value(.hash)) == settings.contains("hash"))
        }
    }

    @Test func aNestedKeyIsRenamedWithItsValue() throws {
        let (streams, diagnostics) = try apply("defaults: {columns: {rename: {a.b: number}}}", to: [Self.nestedKey])
        #expect(diagnostics.isEmpty)
        #expect(streams.naming[0].renames == [["a", "b"]: "number", ["a.b"]: "number"])
    }

    @Test(arguments: [
        ("drop: [note, items.c]", "id at _ab_cdc_deleted_at a.b items(sku gift(card)) a(b c)"),
        // The name with a dot comes before the way into a nested value.
        ("drop: [a.b]", "id at note _ab_cdc_deleted_at items(sku c gift(card)) a(b c)"),
        ("drop: [a.c, a]", "id at note _ab_cdc_deleted_at a.b items(sku c gift(card))"),
        ("drop: [items.gift.card]", "id at note _ab_cdc_deleted_at a.b items(sku c gift()) a(b c)"),
        ("keep: [_ab_cdc_deleted_at, id, at, items.gift]", "id at _ab_cdc_deleted_at items(gift(card))"),
        ("{keep: [id, at, _ab_cdc_deleted_at, a], drop: [a.c]}", "id at _ab_cdc_deleted_at a(b)"),
        ("types: {items: json, note: integer}", "id at note:integer _ab_cdc_deleted_at a.b items a(b c)"),
    ])
    func columns(_ columns: String, _ expected: String) throws {
        let (streams, diagnostics) = try apply(
            "defaults: {columns: \(columns.hasPrefix("{") ? columns : "{\(columns)}")}", to: [Self.orders])
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(streams.streams[0].properties.outline == expected)
    }

    @Test(arguments: [
        ("json", "id at note _ab_cdc_deleted_at a.b items a"), ("0", "id at note _ab_cdc_deleted_at a.b items a"),
        ("1", "id at note _ab_cdc_deleted_at a.b items(sku c gift) a(b c)"),
        ("2", "id at note _ab_cdc_deleted_at a.b items(sku c gift(card)) a(b c)"),
        ("tables", "id at note _ab_cdc_deleted_at a.b items(sku c gift(card)) a(b c)"),
    ])
    func nesting(_ nesting: String, _ expected: String) throws {
        let (streams, _) = try apply("defaults: {nesting: \(nesting)}", to: [Self.orders])
        #expect(streams.streams[0].properties.outline == expected)
    }

    @Test(arguments: [("id", "the primary key"), ("at", "the cursor"), ("_ab_cdc_deleted_at", "what marks deletions")])
    func whatAHistoryNeedsCannotBeLeftOut(_ column: String, _ use: String) throws {
        let dropped = try apply("defaults: {columns: {drop: [note, \(column)]}}", to: [Self.orders]).diagnostics
        #expect(dropped.map(\.code) == [.projectNeededColumn])
        #expect(dropped[0].message.contains("orders: \"\(column)\" is \(use), "))
        #expect(dropped[0].path == "defaults.columns.drop[1]")
        let others = ["id", "at", "_ab_cdc_deleted_at"].filter { $0 != column }.joined(separator: ", ")
        let kept = try apply("defaults: {columns: {keep: [\(others)]}}", to: [Self.orders]).diagnostics
        #expect(kept.map(\.message) == dropped.map(\.message))
        #expect(kept[0].hint == "add it to keep")
        // Elsewhere they are columns like others.
        let plain = stream("orders", .append, Self.orders.properties)
        #expect(try apply("defaults: {columns: {drop: [\(column)]}}", to: [plain]).diagnostics.isEmpty)
    }

    @Test func namesThatNobodyHasAreTold() throws {
        let streams = [Self.orders, stream("users", .append, [field("mail"), field("name")])]
        let diagnostics = try apply(
            """
            defaults: {columns: {drop: [mial, mail, items.skuu]}}
            streams:
              ordres: {enabled: false}
              "*": {enabled: true}
            """, to: streams
        ).diagnostics
        #expect(diagnostics.map(\.code) == [.projectNoSuchColumn, .projectNoSuchColumn, .projectNoSuchStream])
        #expect(diagnostics.map(\.severity) == [.warning, .warning, .warning])
        #expect(diagnostics.map(\.hint) == ["did you mean mail?", "did you mean items.sku?", "did you mean orders?"])
        #expect(diagnostics[0].message == "orders and 1 more: there is no column \"mial\"")
    }

    @Test func aStreamWithoutColumnsIsTold() throws {
        let diagnostics = try apply(
            "streams: {u: {columns: {drop: [mail]}}}", to: [stream("u", .append, [field("mail")])]
        ).diagnostics
        #expect(diagnostics.map(\.code) == [.projectNoColumnLeft])
    }

    @Test func disabledStreamsAreApart() throws {
        let streams = try apply("streams: {a: {enabled: false}}", to: [stream("a"), stream("b")]).streams
        #expect(streams.streams.map(\.name) == ["b"])
        #expect(streams.disabled.map(\.name) == ["a"])
        #expect(streams.naming.count == 1)
    }

    @Test func aSchemaOfTheCommandLineWins() throws {
        let project = try #require(Reading("version: 1\nstreams: {a: {schema: '${NOBODY}'}}").project)
        var diagnostics = Diagnostics()
        let settings = ProjectSettings(project, schema: "dev", environment: [:])
        let naming = settings.apply(to: [stream("a"), stream("b")], into: &diagnostics).naming
        #expect(naming.map(\.schema) == ["dev", nil])
        #expect(diagnostics.isEmpty)
        _ = ProjectSettings(project, environment: [:]).apply(to: [stream("a"), stream("a")], into: &diagnostics)
        // Once, however many streams it holds for.
        #expect(diagnostics.sorted.map(\.code) == [.projectMissingVariable])
    }

    /// The file that a beginner gets is one that the reader takes, whatever streams are called.
    @Test func theFirstFileIsRead() throws {
        let streams = [stream("orders"), stream("a\nversion: 2\n#", .append, [field("x")]), stream("${X}: *")]
        let reading = Reading(Project.beginning(catalog: "my \"ca$talog\n.json", streams: streams))
        let project = try #require(reading.project, "\(reading.diagnostics)")
        var diagnostics = Diagnostics()
        #expect(project.catalog?.expanded([:], into: &diagnostics) == "my \"ca$talog\n.json")
        #expect(project.target(nil, environment: [:], into: &diagnostics)?.kind == .sqlite)
        // With its examples in force as well: one comment mark less, from where they begin.
        let text = Project.beginning(catalog: "c.json", streams: [])
        let example = try #require(text.split(separator: "\n# By name").last)
        let settings = example.split(separator: "\n").filter { $0.hasPrefix("# streams:") || $0.hasPrefix("#   ") }
        let whole = Reading("version: 1\n" + settings.map { $0.dropFirst(2) }.joined(separator: "\n"))
        #expect(whole.project?.streams.map(\.pattern.text) == ["*", "orders"], "\(whole.diagnostics)")
    }
}

private func stream(
    _ name: String, _ mode: DestinationSyncMode = .overwrite, key: [String] = [], cursor: String? = nil,
    _ properties: [Property] = [field("id")]
) -> StreamSchema {
    StreamSchema(
        name: name, namespace: nil, properties: properties, syncMode: .fullRefresh, destinationSyncMode: mode,
        primaryKey: key, cursor: cursor, place: Place(offset: 0))
}

private func field(_ name: String, _ type: SchemaType = .string) -> Property {
    Property(name: name, type: type, nested: nil, place: Place(offset: 0))
}

private func nested(_ name: String, _ properties: [Property], _ shape: Nested.Shape = .array) -> Property {
    Property(
        name: name, type: shape == .array ? .array(ofScalars: false) : .object,
        nested: Nested(shape: shape, properties: properties),
        place: Place(offset: 0))
}

extension [Property] {
    /// `id note:integer items(sku qty)`; `integer` where the tests do not begin with it.
    fileprivate var outline: String {
        map { property in
            let type = property.type == .integer && property.name != "id" ? ":\(property.type.name)" : ""
            return property.name + type + (property.nested.map { "(\($0.properties.outline))" } ?? "")
        }.joined(separator: " ")
    }
}
