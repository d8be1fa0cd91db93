/// What is said of JSON Schemas: types, nesting, names of properties.
extension Diagnostic {
    /// - Parameter path: the stream's name and those of the objects around the property.
    static func emptyPropertyName(path: [String], at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(.error, .emptyPropertyName, "\(dotted(path)): a property has an empty name", at: place, in: source)
    }

    static func propertiesNotAnObject(_ properties: JSON, path: [String], in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .propertiesNotAnObject, "\(dotted(path)): properties must be an object, not \(properties.kind)",
            at: properties.place, in: source)
    }

    static func tooDeep(path: [String], limit: Int, at place: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .error, .tooDeep, "\(dotted(path)): more than \(limit) levels of child tables",
            hint: "a schema that repeats itself is better cut off by {\"type\": \"object\"} without properties",
            at: place, in: source)
    }

    static func schema(
        _ condition: SchemaFindings.Condition, _ properties: SchemaFindings.Occurrences, in source: CatalogSource
    ) -> Diagnostic {
        func say(_ code: Code, _ what: String, hint: String? = nil) -> Diagnostic {
            Diagnostic(
                condition.severity, code, "\(properties): \(what)", hint: hint, at: properties.place, in: source)
        }
        return switch condition {
        case .notAnObject(let kind):
            say(.propertyNotAnObject, "the definition is \(kind), not an object; kept as JSON")
        case .noType:
            say(.noType, "no type; kept as JSON")
        case .unknownType(let type):
            say(.unknownType, "the type \(type) is not known; kept as JSON")
        case .unknownReference(let reference):
            say(
                .unknownReference, "the reference \(reference) is not followed; kept as JSON",
                hint: "only those to WellKnownTypes.json are known")
        case .combined(let keyword):
            say(.combinedSchemas, "\(keyword) without a type; kept as JSON")
        case .combinedChild(let keyword):
            say(.combinedChild, "no child table is made because of \(keyword); kept as JSON")
        case .mixedItems(let kinds):
            say(.mixedItems, "array items are \(kinds); kept as JSON")
        case .lastAlternative:
            say(.lastAlternative, "of several object schemas only the last makes columns of the child table")
        case .displaced(let keyword):
            say(
                .displacedProperties,
                "the child table takes its columns from \(keyword), but looks for them in the value itself",
                hint: "the column that is kept as JSON has the data")
        case .emptyNested:
            say(.emptyNested, "the nested object has no columns, so no child table is made; kept as JSON")
        }
    }
}
