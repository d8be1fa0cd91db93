import Foundation
import Testing

/// What tests look at of an event of OpenLineage.
struct Event: Decodable, Sendable {
    let eventType: String
    let run: Run
    let job: Job
    let inputs: [Dataset]
    let outputs: [Dataset]

    struct Run: Decodable, Sendable {
        let runId: String
        let facets: Facets

        struct Facets: Decodable, Sendable {
            let parent: Parent?
            let errorMessage: Message?
        }
        struct Parent: Decodable, Sendable {
            let run: ID
            let job: Job
        }
        struct ID: Decodable, Sendable { let runId: String }
        struct Message: Decodable, Sendable { let message: String }
    }

    struct Job: Decodable, Sendable, Equatable {
        let namespace: String
        let name: String
    }

    struct Dataset: Decodable, Sendable {
        let namespace: String
        let name: String
        let facets: Facets
        let outputFacets: OutputFacets?

        struct Facets: Decodable, Sendable {
            let schema: Schema
            let columnLineage: ColumnLineage?
        }
        struct OutputFacets: Decodable, Sendable { let outputStatistics: Statistics }
        struct Statistics: Decodable, Sendable { let rowCount: Int }
    }

    struct Schema: Decodable, Sendable { let fields: [Field] }

    struct Field: Decodable, Sendable {
        let name: String
        let fields: [Field]?

        /// `_airbyte_data`, `_airbyte_data.items`, `_airbyte_data.items.sku`.
        var paths: [String] { [name] + (fields ?? []).flatMap { $0.paths.map { "\(name).\($0)" } } }
    }

    struct ColumnLineage: Decodable, Sendable {
        let fields: [String: Output]
        let dataset: [Input]
    }

    struct Output: Decodable, Sendable { let inputFields: [Input] }

    struct Input: Decodable, Sendable, CustomStringConvertible {
        let namespace: String
        let name: String
        let field: String
        let transformations: [Transformation]

        /// `_airbyte_data.id DIRECT`, with `masked` behind it where that is so.
        var description: String {
            let how = transformations.map { "\($0.type)\($0.masking ? " masked" : "")" }
            return "\(field) \(how.joined(separator: ", "))"
        }
    }

    struct Transformation: Decodable, Sendable {
        let type: String
        let masking: Bool
    }

    /// `START planar.orders`.
    var title: String { "\(eventType) \(job.name)" }

    func output(_ table: String) throws -> Dataset {
        try #require(outputs.first { $0.name.hasSuffix(".\(table)") }, "\(outputs.map(\.name))")
    }
}

extension [Observer.Message] {
    /// As events, all of which the official client has to understand.
    func events(sourceLocation: SourceLocation = #_sourceLocation) throws -> [Event] {
        for message in self { #expect(message.error == nil, sourceLocation: sourceLocation) }
        return try map { try $0.decoded(Event.self) }
    }
}
