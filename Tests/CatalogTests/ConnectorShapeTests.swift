import Catalog
import Testing

/// Schemas as connectors write them, in small: which tables they make, and what is said of them.
@Suite struct ConnectorShapeTests {
    struct Shape {
        let name: String
        let properties: String
        /// Columns and tables, one a line: see ``outline(_:_:)``.
        let outline: String
        var codes: [Diagnostic.Code] = []
    }

    static let shapes: [Shape] = [
        Shape(
            name: "custom fields in an open object",
            properties:
                #"{"id": {"type": ["string", "null"]}, "custom_fields": {"type": ["object", "null"], "properties": {"name": {"type": ["string", "null"]}, "value": {"type": ["string", "null"]}}, "additionalProperties": true}}"#,
            outline: "users: id string, custom_fields object\nusers.custom_fields: name string, value string"),
        Shape(
            name: "definitions without their type",
            properties:
                #"{"labeled": {"id": {"type": "integer"}, "actor": {"type": "object", "properties": {"login": {"type": "string"}}}}}"#,
            outline: "users: labeled json\nusers.labeled: login string", codes: [.noType, .displacedProperties]),
        Shape(
            name: "nullable by anyOf",
            properties:
                #"{"admin_ids": {"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "null"}]}, "tags": {"type": "object", "properties": {"id": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}}}"#,
            outline: "users: admin_ids json, tags object\nusers.tags: id json",
            codes: [.combinedSchemas, .combinedSchemas]),
        Shape(
            name: "arrays of scalars",
            properties:
                #"{"groups": {"uniqueItems": true, "type": "array", "items": {"type": "string"}}, "seats": {"type": "integer", "format": "int32"}}"#,
            outline: "users: groups array(ofScalars: true), seats integer"),
        Shape(
            name: "lists of objects with dates",
            properties:
                #"{"lists": {"type": "array", "items": {"type": "object", "properties": {"created": {"type": ["null", "string"], "format": "date-time"}, "day": {"type": "string", "format": "date"}}}}}"#,
            outline: "users: lists array(ofScalars: false)\nusers.lists[]: created timestamp(zoned: true), day date"),
        Shape(
            name: "objects in arrays in objects",
            properties:
                #"{"board": {"type": "object", "properties": {"columns": {"type": ["null", "array"], "items": {"type": ["null", "object"], "properties": {"owner": {"type": "object", "properties": {"id": {"type": "string"}}}}}}}}}"#,
            outline:
                "users: board object\nusers.board: columns array(ofScalars: false)\nusers.board.columns[]: owner object\nusers.board.columns[].owner: id string"
        ),
        Shape(
            name: "constants by enum alone",
            properties:
                #"{"object": {"enum": ["user"]}, "type": {"enum": ["person", "bot"]}, "bot": {"type": ["null", "object"], "additionalProperties": true, "properties": {"owner": {"type": "object", "properties": {"type": {"enum": ["user", "workspace"]}}}}}}"#,
            outline: "users: object json, type json, bot object\nusers.bot: owner object\nusers.bot.owner: type json",
            codes: [.noType]),
        Shape(
            name: "a price set in cents and money",
            properties:
                #"{"price_set": {"type": ["null", "object"], "properties": {"shop_money": {"type": ["null", "object"], "properties": {"amount": {"type": ["null", "number"]}}}}}, "accepts_at": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string"}]}}"#,
            outline:
                "users: price_set object, accepts_at json\nusers.price_set: shop_money object\nusers.price_set.shop_money: amount number",
            codes: [.combinedSchemas]),
        Shape(
            name: "maps by additionalProperties",
            properties:
                #"{"metadata": {"type": ["null", "object"], "additionalProperties": {"type": "string"}}, "counts": {"type": "object", "patternProperties": {".+": {"type": "integer"}}}}"#,
            outline: "users: metadata object, counts object"),
        Shape(
            name: "an object declared empty",
            properties:
                #"{"metadata": {"type": ["null", "object"], "properties": {}}, "payload": {"type": "object", "additionalProperties": true}}"#,
            outline: "users: metadata object, payload object", codes: [.emptyNested]),
        Shape(
            name: "arrays without items, and of arrays",
            properties:
                #"{"raw": {"type": "array"}, "matrix": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}}, "rows": {"type": "array", "items": {"type": "array", "items": {"type": "object", "properties": {"cell": {"type": "string"}}}}}}"#,
            outline:
                "users: raw array(ofScalars: false), matrix array(ofScalars: false), rows array(ofScalars: false)\nusers.rows[]: cell string"
        ),
        Shape(
            name: "change data capture",
            properties:
                #"{"id": {"type": "number", "airbyte_type": "integer"}, "_ab_cdc_lsn": {"type": "number"}, "_ab_cdc_updated_at": {"type": "string"}, "_ab_cdc_deleted_at": {"type": "string"}, "at": {"type": "string", "format": "date-time", "airbyte_type": "timestamp_without_timezone"}}"#,
            outline:
                "users: id integer, _ab_cdc_lsn number, _ab_cdc_updated_at string, _ab_cdc_deleted_at string, at timestamp(zoned: false)"
        ),
    ]

    /// One line a table, depth first: `users.tags[]: id string`, where [] tells arrays from objects.
    private func outline(_ properties: [Property], _ name: String) -> [String] {
        let columns = properties.map { "\($0.name) \($0.type)" }.joined(separator: ", ")
        let children = properties.flatMap { property -> [String] in
            guard let nested = property.nested, !nested.properties.isEmpty else { return [] }
            return outline(nested.properties, "\(name).\(property.name)\(nested.shape == .array ? "[]" : "")")
        }
        return ["\(name): \(columns)"] + children
    }

    @Test func shapes() {
        for shape in Self.shapes {
            let reading = Reading.properties(shape.properties)
            #expect(outline(reading.properties, "users").joined(separator: "\n") == shape.outline, "\(shape.name)")
            #expect(reading.codes == shape.codes, "\(shape.name)")
        }
    }
}
