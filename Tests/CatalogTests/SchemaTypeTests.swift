import Catalog
import Testing

/// Types and child tables of single definitions.
@Suite struct SchemaTypeTests {
    /// Definition, type, child: nil where there is none, "" where it has no properties.
    static let rows: [(String, SchemaType, String?)] = [
        (#"{"type": "string"}"#, .string, nil),
        (#"{"type": ["null", "string"]}"#, .string, nil),
        (#"{"type": "integer"}"#, .integer, nil),
        (#"{"type": "number"}"#, .number, nil),
        (#"{"type": "number", "airbyte_type": "integer"}"#, .integer, nil),
        (#"{"type": ["null", "number"], "airbyte_type": "integer"}"#, .integer, nil),
        (#"{"type": "string", "airbyte_type": "integer"}"#, .string, nil),
        (#"{"type": ["string", "number"], "airbyte_type": "integer"}"#, .integer, nil),
        (#"{"type": "integer", "airbyte_type": "big_integer"}"#, .bigInteger, nil),
        (#"{"type": "string", "airbyte_type": "big_integer"}"#, .bigInteger, nil),
        (#"{"type": "boolean", "airbyte_type": "big_integer"}"#, .bigInteger, nil),
        (#"{"type": "string", "airbyte_type": "big_number"}"#, .string, nil),
        (#"{"type": "number", "airbyte_type": "big_number"}"#, .number, nil),
        (#"{"type": "boolean"}"#, .boolean, nil),
        (#"{"type": ["boolean", "null"]}"#, .boolean, nil),
        (#"{"type": ["string", "number"]}"#, .string, nil),
        (#"{"type": ["string", "boolean"]}"#, .string, nil),
        (#"{"type": ["number", "integer"]}"#, .number, nil),
        (#"{"type": ["number", "boolean"]}"#, .number, nil),
        (#"{"type": ["integer", "boolean"]}"#, .integer, nil),
        (#"{"type": "integer", "format": "date-time"}"#, .integer, nil),
        (#"{"type": "string", "format": "date"}"#, .date, nil),
        (#"{"type": "string", "format": "date-time"}"#, .timestamp(zoned: true), nil),
        (
            #"{"type": "string", "format": "date-time", "airbyte_type": "timestamp_with_timezone"}"#,
            .timestamp(zoned: true), nil
        ),
        (#"{"type": "string", "format": "date-time", "airbyte_type": "whatever"}"#, .timestamp(zoned: true), nil),
        (
            #"{"type": "string", "format": "date-time", "airbyte_type": "timestamp_without_timezone"}"#,
            .timestamp(zoned: false), nil
        ),
        (#"{"type": "string", "format": "time"}"#, .time(zoned: false), nil),
        (#"{"type": "string", "format": "time", "airbyte_type": "time_without_timezone"}"#, .time(zoned: false), nil),
        (#"{"type": "string", "format": "time", "airbyte_type": "time_with_timezone"}"#, .time(zoned: true), nil),
        (#"{"type": "string", "format": ["time"]}"#, .string, nil),
        (#"{"type": "string", "format": "datetime"}"#, .date, nil),
        (#"{"type": "string", "format": "updated"}"#, .date, nil),
        (#"{"type": "string", "format": "update"}"#, .date, nil),
        (#"{"type": "string", "format": "timestamp"}"#, .string, nil),
        (#"{"type": "string", "format": "uuid"}"#, .string, nil),
        (#"{"type": "string", "format": "email"}"#, .string, nil),
        (#"{"type": "string", "format": null}"#, .string, nil),
        (#"{"type": "string", "format": ["date", "date-time"]}"#, .timestamp(zoned: true), nil),
        (#"{"type": "string", "format": ["updated"]}"#, .string, nil),
        (#"{"type": "string", "contentEncoding": "base64"}"#, .string, nil),
        (#"{"type": "strings"}"#, .string, nil),
        (#"{"type": ["strings"]}"#, .json, nil),
        (#"{"type": "object", "properties": {"x": {"type": "string"}}}"#, .object, "x"),
        (#"{"type": ["null", "object"], "properties": {"x": {"type": "string"}}}"#, .object, "x"),
        (#"{"type": "object"}"#, .object, nil),
        (#"{"type": "object", "properties": {}}"#, .object, ""),
        (#"{"type": "object", "additionalProperties": true}"#, .object, nil),
        (#"{"type": "object", "additionalProperties": {"type": "string"}}"#, .object, ""),
        (#"{"type": ["string", "object"], "properties": {"x": {"type": "string"}}}"#, .object, "x"),
        (#"{"type": "object", "items": {"type": "object", "properties": {"x": {}}}}"#, .object, "x"),
        (#"{"type": "array", "items": {"type": "string"}}"#, .array(ofScalars: true), ""),
        (#"{"type": "array", "items": {"type": "string", "format": "date"}}"#, .array(ofScalars: true), ""),
        (#"{"type": "array", "items": {"type": ["null", "number"]}}"#, .array(ofScalars: true), ""),
        (#"{"type": ["string", "array"], "items": {"type": "integer"}}"#, .array(ofScalars: true), ""),
        (#"{"type": "array", "items": {"type": "object", "properties": {"x": {}}}}"#, .array(ofScalars: false), "x"),
        (#"{"type": "array"}"#, .array(ofScalars: false), nil),
        (#"{"type": "array", "properties": {"x": {}}}"#, .array(ofScalars: false), nil),
        (#"{"type": "array", "items": {}}"#, .array(ofScalars: false), nil),
        (#"{"type": "array", "items": true}"#, .array(ofScalars: false), nil),
        (#"{"type": "array", "items": null}"#, .array(ofScalars: false), nil),
        (#"{"type": "array", "items": {"type": "object"}}"#, .array(ofScalars: false), nil),
        (
            #"{"type": "array", "items": {"type": "array", "items": {"type": "object", "properties": {"x": {}}}}}"#,
            .array(ofScalars: false), "x"
        ),
        (#"{"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}"#, .array(ofScalars: false), ""),
        (
            #"{"type": "array", "items": [{"type": "string"}, {"type": "object", "properties": {"x": {}}}]}"#,
            .array(ofScalars: false), "x"
        ),
        (
            #"{"type": "array", "items": {"anyOf": [{"type": "object", "properties": {"x": {}}}, {"type": "string"}]}}"#,
            .array(ofScalars: false), ""
        ),
        (
            #"{"type": "array", "items": {"anyOf": [{"properties": {"x": {}}}, {"properties": {"y": {}}}]}}"#,
            .array(ofScalars: false), "y"
        ),
        (
            #"{"type": ["object", "array"], "properties": {"x": {}}, "items": {"type": "object", "properties": {"y": {}}}}"#,
            .array(ofScalars: false), "y"
        ),
        (#"{}"#, .json, nil),
        (#"{"description": "whatever"}"#, .json, nil),
        (#"{"enum": ["a", 1, null]}"#, .json, nil),
        (##"{"$ref": "#/definitions/foo"}"##, .json, nil),
        (#"{"anyOf": [{"type": "string"}, {"type": "object", "properties": {"x": {}}}]}"#, .json, nil),
        (#"{"allOf": [{"type": "object", "properties": {"x": {}}}]}"#, .json, nil),
        (#"{"properties": {"x": {}}}"#, .json, "x"),
        (#"{"items": {"type": "object", "properties": {"x": {}}}}"#, .json, "x"),
        (#"{"type": "object", "properties": {"x": {}}, "oneOf": []}"#, .object, nil),
        (#"{"type": "array", "items": {"type": "string"}, "anyOf": []}"#, .array(ofScalars: true), nil),
        (#"{"type": "string", "oneOf": [{"type": "number"}]}"#, .string, nil),
        (#"{"type": "null"}"#, .json, nil),
        (#"{"type": ["null"]}"#, .json, nil),
        (#"{"type": "bit"}"#, .json, nil),
        (#"{"type": null}"#, .json, nil),
        (#"{"type": {"string": 1}}"#, .json, nil),
        // Keywords that crash the original's search.
        (#"{"type": "object", "default": null, "minimum": 1.5, "nullable": true}"#, .object, nil),
        (#"{"type": "object", "required": ["items", "properties", "type"]}"#, .object, nil),
        // Several finds: the first with properties.
        (
            #"{"type": "object", "a": {"type": "string"}, "b": {"properties": {"x": {}}}, "c": {"properties": {"y": {}}}}"#,
            .object, "x"
        ),
        // Airbyte's own names never become columns.
        (#"{"type": "object", "properties": {"_airbyte_id": {"type": "string"}}}"#, .object, ""),
        (#"true"#, .json, nil),
        (#""text""#, .json, nil),
        (#"null"#, .json, nil),
    ]

    @Test func types() throws {
        for (definition, type, child) in Self.rows {
            let property = try #require(Reading.properties(#"{"p": \#(definition)}"#).properties.first)
            #expect(property.type == type, "\(definition)")
            let names = property.nested.map { $0.properties.map(\.name).joined(separator: " ") }
            #expect(names == child, "\(definition)")
            let isArray = type == .array(ofScalars: true) || type == .array(ofScalars: false)
            if let nested = property.nested, !definition.contains(#"["object", "array"]"#) {
                #expect((nested.shape == .array) == isArray, "\(definition)")
            }
        }
    }

    @Test func objectsThatMayBeArraysUnfoldAsObjects() {
        let property = Reading.properties(
            #"{"p": {"type": ["object", "array"], "items": {"properties": {"y": {"type": "string"}}}}}"#
        ).properties[0]
        #expect(property.outline == "array(ofScalars: false) object[y]")
    }

    @Test func wellKnownTypes() {
        let rows: [(String, SchemaType)] = [
            ("String", .string), ("BinaryData", .string), ("Date", .date),
            ("TimestampWithTimezone", .timestamp(zoned: true)), ("TimestampWithoutTimezone", .timestamp(zoned: false)),
            ("TimeWithTimezone", .time(zoned: true)), ("TimeWithoutTimezone", .time(zoned: false)),
            ("Number", .number), ("Integer", .integer), ("Boolean", .boolean),
        ]
        for (name, type) in rows {
            let reading = Reading.properties(#"{"p": {"$ref": "WellKnownTypes.json#/definitions/\#(name)"}}"#)
            #expect(reading.properties[0].type == type, "\(name)")
            #expect(reading.properties[0].outline == "\(type)")
            #expect(reading.diagnostics.isEmpty)
        }
        let array = Reading.properties(
            #"{"p": {"type": "array", "items": {"$ref": "WellKnownTypes.json#/definitions/Date"}}}"#)
        #expect(array.properties[0].outline == "array(ofScalars: true) array[]")
        for reference in [
            "WellKnownTypes.json#/definitions/Duration", "#/definitions/String", "String", "", "#", "a#b#c",
        ] {
            let reading = Reading.properties(#"{"p": {"$ref": "\#(reference)"}}"#)
            #expect(reading.properties[0].type == .json)
            #expect(reading.codes == [.unknownReference])
        }
    }

    @Test func unionsOfWellKnownTypes() {
        let rows: [([String], SchemaType)] = [
            (["Boolean", "Integer"], .integer), (["Integer", "Number"], .number), (["Number", "String"], .string),
            (["Date"], .date), (["Date", "Date"], .date), (["Date", "TimestampWithTimezone"], .string),
            (["Date", "Integer"], .string), (["Boolean"], .boolean),
        ]
        for (names, type) in rows {
            let options = names.map { #"{"$ref": "WellKnownTypes.json#/definitions/\#($0)"}"# }
            let reading = Reading.properties(
                #"{"p": {"oneOf": [{"type": "null"}, \#(options.joined(separator: ", "))]}}"#)
            #expect(reading.properties[0].type == type, "\(names)")
            #expect(reading.diagnostics.isEmpty)
        }
    }

    @Test func orderAndAirbytesOwnNames() {
        let reading = Reading.properties(
            #"{"z": {"type": "string"}, "_airbyte_ab_id": {"type": "string"}, "a": {"type": "string"}, "_ab_cdc_lsn": {"type": "number"}}"#
        )
        #expect(reading.properties.map(\.name) == ["z", "a", "_ab_cdc_lsn"])
    }

    @Test func namesOfOtherBytesAreOtherProperties() {
        let reading = Reading.properties(#"{"\u00e9": {"type": "string"}, "e\u0301": {"type": "integer"}}"#)
        #expect(reading.properties.map(\.type) == [.string, .integer])
        #expect(reading.diagnostics.isEmpty)
    }
}
