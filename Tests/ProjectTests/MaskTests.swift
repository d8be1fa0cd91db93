import Catalog
import Testing

@testable import Project

/// What masks make of the columns of a stream, and what is said of masks that cannot do what their reader expects.
@Suite struct MaskTests {
    private func apply(_ settings: String, secret: Bool = true) throws -> (
        stream: StreamSchema, diagnostics: [Diagnostic]
    ) {
        let reading = Reading(
            "version: 1\n\(secret ? "mask_secret: ${S}\n" : "")defaults:\n  \(settings.replacing("\n", with: "\n  "))")
        let project = try #require(reading.project, "\(reading.diagnostics)")
        var diagnostics = Diagnostics()
        let streams = ProjectSettings(project, environment: [:]).apply(to: [Self.people], into: &diagnostics)
        return (streams.streams[0], diagnostics.sorted)
    }

    private static func field(_ name: String, _ type: SchemaType = .string, _ nested: [Property]? = nil) -> Property {
        Property(
            name: name, type: type, nested: nested.map { Nested(shape: .object, properties: $0) },
            place: Place(offset: 0))
    }

    private static let people = StreamSchema(
        name: "people", namespace: nil,
        properties: [
            field("id", .integer), field("at", .timestamp(zoned: true)), field("mail"), field("born", .date),
            field(
                "address", .object, [field("street"), field("geo", .object, [field("lat", .number), field("zone")])]),
            field("extra", .object),
        ], syncMode: .incremental, destinationSyncMode: .appendDedup, primaryKey: ["id"], cursor: "at",
        place: Place(offset: 0))

    @Test(
        arguments: [
            ("mail: hash", "id:integer at mail:string<hash> born address(street geo(lat zone)) extra", "mail: hash"),
            ("id: hash", "id:string<hash> at mail born address(street geo(lat zone)) extra", "id: hash"),
            ("mail: drop", "id:integer at born address(street geo(lat zone)) extra", "mail: drop"),
            (
                "born: truncate-date",
                "id:integer at mail born<truncate-date: year> address(street geo(lat zone)) extra",
                "born: truncate-date: year"
            ),
            // A nested value that is masked as a whole is a text, and unfolds into no table.
            ("address: redact", "id:integer at mail born address:string<redact> extra", "address: redact"),
            ("address: null", "id:integer at mail born address<null> extra", "address: null"),
            // What comes from the masked value has its mask already.
            (
                "address.geo.lat: hash",
                "id:integer at mail born address<{geo: {lat: hash}}>(street geo(lat:string zone)) extra",
                "address: {geo: {lat: hash}}"
            ),
            (
                "address.street: drop", "id:integer at mail born address<{street: drop}>(geo(lat zone)) extra",
                "address: {street: drop}"
            ),
            // The schema need not know what records have.
            (
                "extra.a.b: redact", "id:integer at mail born address(street geo(lat zone)) extra<{a: {b: redact}}>",
                "extra: {a: {b: redact}}"
            ),
            // Of those that match the last one holds.
            ("\"*\": none, \"*l\": hash, mail: none", nil, nil),
            (
                "\"*ai*\": redact, address: none",
                "id:integer at mail:string<redact> born address(street geo(lat zone)) extra", "mail: redact"
            ),
        ] as [(String, String?, String?)])
    func columns(_ masks: String, _ expected: String?, _ description: String?) throws {
        let (stream, diagnostics) = try apply("masks: {\(masks)}")
        guard let expected else { return #expect(diagnostics.allSatisfy { $0.severity == .warning }, "\(diagnostics)") }
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(stream.properties.outline == expected)
        #expect(stream.masking?.note == description.map { "{\($0)}" })
    }

    @Test func whatNobodyHasClassifiedIsHeld() throws {
        let (stream, diagnostics) = try apply("new_columns: hold\nmasks: {id: hash, at: none, address.geo.zone: none}")
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(
            stream.properties.outline
                == "id:string<hash> at address<{geo: {zone: none, others: drop}, others: drop}>(geo(zone))")
    }

    @Test func aColumnThatIsKeptIsClassified() throws {
        let (stream, diagnostics) = try apply("new_columns: hold\ncolumns: {keep: [id, at, address]}")
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(stream.properties.outline == "id:integer at address(street geo(lat zone))")
    }

    /// No later entry takes a mask away without naming its column.
    @Test func masksAddUp() throws {
        let project = try #require(
            Reading(
                """
                version: 1
                defaults: {masks: {mail: redact}}
                streams: {people: {masks: {born: null}}}
                """
            ).project)
        #expect(project.settings(ofStream: "people", in: nil).masks.map(\.column.value) == ["mail", "born"])
    }

    @Test(arguments: [
        ("masks: {emial: hash}", Diagnostic.Code.maskWithoutColumn, "masks nothing", true),
        ("masks: {born.year: redact}", .maskWithoutColumn, "masks nothing", true),
        ("masks: {\"*emial*\": hash}", .maskWithoutColumn, "masks nothing", false),
        ("masks: {id: redact}", .maskedOrder, "hash, which keeps equal values equal", true),
        ("masks: {id: drop}", .maskedOrder, "the primary key", true),
        ("masks: {at: truncate-date}", .maskedOrder, "the cursor", true),
        ("masks: {at: hash}", .maskedOrder, "the cursor", true),
        ("masks: {address: truncate-date}", .maskOfOtherType, "a date, a timestamp or a text", true),
        ("new_columns: hold\nmasks: {id: none}", .heldColumn, "add at: none to masks", true),
    ])
    func faults(_ settings: String, _ code: Diagnostic.Code, _ words: String, _ isError: Bool) throws {
        let (_, diagnostics) = try apply(settings)
        #expect(diagnostics.map(\.code) == [code], "\(diagnostics)")
        #expect("\(diagnostics)".contains(words), "\(diagnostics)")
        #expect((diagnostics.first?.severity == .error) == isError)
    }

    /// Told by what masks do, not by what columns are called.
    @Test(arguments: [
        ("masks: {mail: hash}", true), ("masks: {address.geo.lat: hash}", true), ("masks: {mail: redact}", false),
        ("masks: {extra.hash: redact}", false),
    ])
    func whatIsHashed(_ settings: String, _ expected: Bool) throws {
        #expect(try apply(settings).stream.masking?.usesHash == expected)
    }

    @Test func aHashNeedsASecret() throws {
        #expect(try apply("masks: {mail: hash}", secret: false).diagnostics.map(\.code) == [.maskWithoutSecret])
        #expect(try apply("masks: {mail: redact}", secret: false).diagnostics.isEmpty)
    }
}

extension [Property] {
    /// `id:string<hash> address(street)`: types where they are texts or integers that the source or a mask makes so.
    fileprivate var outline: String {
        map { property in
            let isNoted =
                property.name == "id"
                || (property.type == .string) != ["mail", "street", "zone"].contains(property.name)
                || property.masking.map { "\($0)" == "hash" || "\($0)" == "redact" } == true
            return property.name + (isNoted ? ":\(property.type.name)" : "")
                + (property.masking.map { "<\($0)>" } ?? "")
                + (property.nested.map { "(\($0.properties.outline))" } ?? "")
        }.joined(separator: " ")
    }
}
