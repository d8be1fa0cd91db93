import FoundationEssentials

/// The columns of a table; of a raw table the members of its records.
struct SchemaFacet: LineageFacet {
    static let name = "schema"
    static let schema = "https://openlineage.io/spec/facets/1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet"

    struct Field: Encodable, Sendable {
        let name: String
        var type: String?
        var description: String?
        var fields: [Field]?
    }

    let fields: [Field]
}

/// Which members of the records each column comes from.
struct ColumnLineageFacet: LineageFacet {
    static let name = "columnLineage"
    static let schema =
        "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet"

    struct Output: Encodable, Sendable {
        let inputFields: [Input]
    }

    struct Input: Encodable, Sendable {
        let namespace: String
        let name: String
        /// `_airbyte_data.items.sku`.
        let field: String
        let transformations: [Transformation]
    }

    struct Transformation: Encodable, Sendable {
        /// `DIRECT` where the value comes from it, `INDIRECT` where it decides which rows there are.
        let type: String
        let subtype: String
        /// The SQL that reads it.
        var description: String?
        let masking: Bool
    }

    let fields: [String: Output]
    /// What decides which rows the table has.
    let dataset: [Input]
}

struct OutputStatisticsFacet: LineageFacet {
    static let name = "outputStatistics"
    static let schema =
        "https://openlineage.io/spec/facets/1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet"

    /// The rows that the table gained.
    let rowCount: Int
}

struct ErrorMessageFacet: LineageFacet {
    static let name = "errorMessage"
    static let schema =
        "https://openlineage.io/spec/facets/1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet"

    let message: String
    let programmingLanguage = "SQL"
}

struct JobTypeFacet: LineageFacet {
    static let name = "jobType"
    static let schema = "https://openlineage.io/spec/facets/2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet"

    let processingType = "BATCH"
    let integration = "PLANAR"
    /// `RUN`, or `STREAM` for the part of a run that is about one stream.
    let jobType: String
}

/// The run that this one is a part of.
struct ParentFacet: LineageFacet {
    static let name = "parent"
    static let schema = "https://openlineage.io/spec/facets/1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet"

    struct Run: Encodable, Sendable { let runId: String }
    struct Job: Encodable, Sendable {
        let namespace: String
        let name: String
    }

    let run: Run
    let job: Job

    init(runId: String, namespace: String, name: String) {
        run = Run(runId: runId)
        job = Job(namespace: namespace, name: name)
    }

    /// `namespace/job/run`, as orchestrators hand it to what they start; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, let run = parts.last, UUID(uuidString: run) != nil else { return nil }
        self.init(
            runId: run, namespace: parts.dropLast(2).joined(separator: "/"), name: parts[parts.count - 2])
    }
}
