import Catalog
import TableModel
import Testing

@testable import Project

/// The JSON Schema for editors and the reader know the same keys and words.
@Suite struct SchemaTests {
    private let schema: JSON

    init() throws {
        let source = CatalogSource(file: "planar.schema.json", bytes: Array(Project.schema.utf8))
        schema = try #require(source.root)
        #expect(source.syntaxWarnings.isEmpty)
    }

    private func node(_ path: String...) throws -> JSON {
        try path.reduce(schema) { try #require($0.members?[ExactString($1)], "\(path)") }
    }

    private func keys(_ properties: JSON) -> Set<String> { Set((properties.members ?? []).map(\.key)) }

    private func words(_ list: JSON?) -> [String] { (list?.elements ?? []).compactMap(\.text) }

    private func expect<Key: RawRepresentable<String> & CaseIterable>(_: Key.Type, at properties: JSON) {
        #expect(keys(properties) == Set(Key.allCases.map(\.rawValue)))
    }

    @Test func keysOfMappings() throws {
        expect(ProjectKey.self, at: try node("properties"))
        expect(SettingKey.self, at: try node("$defs", "settings", "properties"))
        expect(ColumnKey.self, at: try node("$defs", "columns", "properties"))
        expect(ServiceKey.self, at: try node("properties", "service", "properties"))
        expect(
            ConnectionKey.self, at: try node("properties", "connections", "additionalProperties", "properties"))
        for path in [
            [], ["properties", "service"], ["properties", "connections", "additionalProperties"],
            ["$defs", "settings"], ["$defs", "columns"],
        ] {
            let mapping = try path.reduce(schema) { try #require($0.members?[ExactString($1)]) }
            guard case .bool(false)? = mapping.members?["additionalProperties"]?.value else {
                Issue.record("\(path) allows other keys")
                continue
            }
        }
    }

    @Test(arguments: ProjectTarget.Kind.allCases)
    func keysOfTargets(_ kind: ProjectTarget.Kind) throws {
        let properties = try node("$defs", kind.rawValue, "properties")
        #expect(keys(properties) == Set((kind.keys + [.type]).map(\.rawValue)))
        let alternatives = try node("$defs", kind.rawValue, "oneOf").elements ?? []
        #expect(
            alternatives.map { words($0.members?["required"]) } == [kind.required.map(\.rawValue), ["config"]])
        guard case .bool(false) = try node("$defs", kind.rawValue, "additionalProperties").value else {
            Issue.record("\(kind) allows other keys")
            return
        }
    }

    @Test func words() throws {
        let type = try node("properties", "targets", "additionalProperties", "properties", "type", "enum")
        #expect(words(type) == ProjectTarget.Kind.allCases.map(\.rawValue))
        let settings = try node("$defs", "settings", "properties").members ?? []
        #expect(words(settings["casing"]?.members?["enum"]) == NameCasing.allCases.map(\.rawValue))
        #expect(words(settings["on_bad_value"]?.members?["enum"]) == OnBadValue.allCases.map(\.rawValue))
        let types = try node("$defs", "columns", "properties", "types", "additionalProperties", "enum")
        #expect(words(types) == SchemaType.nameable.map(\.name))
        func firstAlternative(_ key: ExactString, of kind: String) throws -> [String] {
            let property = try node("$defs", kind, "properties").members?[key]
            return words(property?.members?["anyOf"]?.elements?.first?.members?["enum"])
        }
        #expect(try firstAlternative("ssl_mode", of: "postgres") == ProjectTarget.sslModes)
        #expect(try firstAlternative("priority", of: "bigquery") == ProjectTarget.priorities)
        #expect(words(settings["nesting"]?.members?["anyOf"]?.elements?.first?.members?["enum"]) == ["tables", "json"])
    }

    /// Every key of a target belongs to a kind, so that none is read and known nowhere.
    @Test func everyKeyBelongsToAKind() {
        #expect(Set(ProjectTarget.Kind.allCases.flatMap(\.keys) + [.type]) == Set(ProjectTarget.Key.allCases))
    }
}
