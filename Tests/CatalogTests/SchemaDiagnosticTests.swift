import Catalog
import Testing

@Suite struct SchemaDiagnosticTests {
    @Test func eachConditionHasItsCode() {
        let rows: [(String, [Diagnostic.Code])] = [
            (#"{}"#, [.noType]),
            (#"{"type": "bit"}"#, [.unknownType]),
            (#"{"type": ["null"]}"#, [.unknownType]),
            (##"{"$ref": "#/x"}"##, [.unknownReference]),
            (#"{"anyOf": []}"#, [.combinedSchemas]),
            (#"{"type": "object", "properties": {"x": {"type": "string"}}, "allOf": []}"#, [.combinedChild]),
            (#"{"type": "object", "oneOf": [{"required": ["a"]}]}"#, []),
            (#"{"type": "string", "oneOf": [{"format": "a"}]}"#, []),
            (#"true"#, [.propertyNotAnObject]),
            (#"{"type": "object", "properties": {}}"#, [.emptyNested]),
            (#"{"type": "object", "properties": {"_airbyte_x": {}}}"#, [.emptyNested]),
            (#"{"type": "object", "properties": 3}"#, [.propertiesNotAnObject]),
            (#"{"type": "object", "properties": null}"#, [.propertiesNotAnObject]),
            (#"{"type": "object", "additionalProperties": {"type": "string"}}"#, []),
            (#"{"type": "object"}"#, []),
            (#"{"type": "array"}"#, []),
            (#"{"type": "array", "items": {"type": "string"}}"#, []),
            (#"{"type": "array", "items": {"type": ["string", "integer"]}}"#, []),
            (
                #"{"type": "array", "items": {"anyOf": [{"properties": {"x": {}}, "type": "object"}, {"type": "string"}]}}"#,
                [.mixedItems]
            ),
            (#"{"type": "array", "items": {"type": ["string", "object"]}}"#, [.mixedItems]),
            (
                #"{"type": "array", "items": {"anyOf": [{"properties": {"x": {"type": "string"}}}, {"properties": {"y": {"type": "string"}}}]}}"#,
                [.lastAlternative]
            ),
            (
                #"{"type": "object", "additionalProperties": {"type": "object", "properties": {"x": {"type": "string"}}}}"#,
                [.displacedProperties]
            ),
            (
                #"{"type": "object", "properties": {"": {"type": "string"}, "a": {"type": "string"}}}"#,
                [.emptyPropertyName]
            ),
        ]
        for (definition, codes) in rows {
            #expect(Reading.properties(#"{"p": \#(definition)}"#).codes == codes, "\(definition)")
        }
    }

    @Test func messages() {
        func message(_ definition: String) -> String? {
            Reading.properties(#"{"tags": \#(definition)}"#).diagnostics.first?.message
        }
        #expect(
            message(#"{"type": ["null", "bit"]}"#)
                == #"users.tags: the type ["null", "bit"] is not known; kept as JSON"#)
        #expect(
            message(#"{"type": "array", "items": [{"type": "string"}, {"type": "object"}]}"#)
                == "users.tags: array items are string or object; kept as JSON")
        #expect(message("3") == "users.tags: the definition is a number, not an object; kept as JSON")
        #expect(
            message(#"{"type": "object", "properties": {"a": {"type": "object", "properties": {"": {}}}}}"#)
                == "users.tags.a: a property has an empty name")
    }

    @Test func repeatedConditionsAreOneLine() {
        let untyped = (0..<500).map { #""p\#($0)": {}"# }.joined(separator: ",")
        let reading = Reading.properties("{\(untyped)}")
        #expect(reading.diagnostics.map(\.message) == ["users.p0 and 499 more properties: no type; kept as JSON"])
        #expect(reading.properties.count == 500)
    }

    @Test func warningsAreByStreamAndNotesForAll() {
        let stream = { (name: String) in
            #"""
            {"stream": {"name": "\#(name)", "json_schema": {"properties": {"a": {}, "b": {"anyOf": []}}}},
             "sync_mode": "full_refresh", "destination_sync_mode": "append"}
            """#
        }
        let reading = Reading(#"{"streams": [\#(stream("x")), \#(stream("y"))]}"#)
        #expect(
            reading.diagnostics.map(\.message) == [
                "x.a: no type; kept as JSON", "x.b and 1 more property: anyOf without a type; kept as JSON",
                "y.a: no type; kept as JSON",
            ])
    }

    static func nested(_ levels: Int) -> String {
        (0..<levels).reduce(#"{"type": "string"}"#) { inner, _ in #"{"type": "object", "properties": {"o": \#(inner)}}"#
        }
    }

    @Test func sixtyFourLevelsAreFine() {
        let reading = Reading.properties(#"{"p": \#(Self.nested(64))}"#)
        #expect(reading.diagnostics.isEmpty)
        var depth = 0
        var nested = reading.properties.first?.nested
        while let inner = nested {
            depth += 1
            nested = inner.properties.first?.nested
        }
        #expect(depth == 64)
    }

    @Test func deeperIsOneErrorAStream() throws {
        #expect(Reading.properties(#"{"p": \#(Self.nested(65))}"#).codes == [.tooDeep])
        let reading = Reading.properties(#"{"p": \#(Self.nested(200)), "q": \#(Self.nested(200))}"#)
        let diagnostic = try #require(reading.diagnostics.first)
        #expect(reading.codes == [.tooDeep])
        #expect(diagnostic.path.hasPrefix("streams[0].stream.json_schema.properties.p.properties.o.properties.o"))
        #expect(diagnostic.message == "users.p.o.o.o.o.o.o…: more than 64 levels of child tables")
    }

    /// The search for nested properties goes through every keyword, as deep as JSON may be.
    @Test func deepKeywords() {
        let deep = (0..<490).reduce(#"{"type": "string"}"#) { inner, _ in #"{"x": [\#(inner)]}"# }
        #expect(
            Reading.properties(#"{"p": {"type": "object", "y": \#(deep)}}"#).properties[0].outline == "object object[]")
    }

    @Test func hugeNamesAreNotPrinted() throws {
        let name = String(repeating: "é", count: 5_000_000)
        let reading = Reading.properties(#"{"\#(name)": {}, "b": {"type": "string"}}"#)
        #expect(reading.codes == [.nameTooLong, .noType])
        for diagnostic in reading.diagnostics { #expect(diagnostic.description.utf8.count < 700) }
        #expect(reading.diagnostics[0].message.contains("10000000 bytes"))
        #expect(reading.properties.count == 2)
    }

    @Test func lengthsAtTheLimit() {
        let name = String(repeating: "a", count: 65_535)
        #expect(Reading.properties(#"{"\#(name)": {"type": "string"}}"#).codes == [])
        #expect(Reading.properties(#"{"\#(name)a": {"type": "string"}}"#).codes == [.nameTooLong])
    }
}
