/// One event of OpenLineage, version 2-0-2: <https://openlineage.io/spec/2-0-2/OpenLineage.json>.
struct LineageEvent: Encodable, Sendable {
    enum EventType: String, Encodable, Sendable {
        case start = "START"
        case complete = "COMPLETE"
        case fail = "FAIL"
        case abort = "ABORT"
    }

    let eventType: EventType
    let eventTime: String
    let run: Run
    let job: Job
    let inputs: [Dataset]
    let outputs: [Dataset]
    let producer = Facets.producer
    let schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"

    struct Run: Encodable, Sendable {
        let runId: String
        var facets = Facets()
    }

    struct Job: Encodable, Sendable {
        let namespace: String
        let name: String
        var facets = Facets()
    }

    struct Dataset: Encodable, Sendable {
        let namespace: String
        let name: String
        var facets = Facets()
        /// Of a table that was written.
        var outputFacets: Facets?
    }

    /// What is said of a run, a job or a dataset, by the name of the facet.
    struct Facets: Encodable, Sendable {
        static let producer = "urn:planar"

        private let all: [any LineageFacet]

        init(_ facets: (any LineageFacet)?...) { all = facets.compactMap { $0 } }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            for facet in all {
                try container.encode(Whole(facet: facet), forKey: Key(stringValue: type(of: facet).name))
            }
        }

        /// The facet with what all facets have.
        private struct Whole: Encodable {
            let facet: any LineageFacet

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(Facets.producer, forKey: Key(stringValue: "_producer"))
                try container.encode(type(of: facet).schema, forKey: Key(stringValue: "_schemaURL"))
                try facet.encode(to: encoder)
            }
        }
    }

    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

/// A part of an event that has a schema of its own.
protocol LineageFacet: Encodable, Sendable {
    /// The member of `facets` that it is.
    static var name: String { get }
    static var schema: String { get }
}
