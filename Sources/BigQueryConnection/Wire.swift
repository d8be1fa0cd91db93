/// What BigQuery's REST interface sends and takes, as far as it is used here:
/// https://cloud.google.com/bigquery/docs/reference/rest
enum Wire {
    /// A 64-bit integer, which JSON carries as text.
    struct Int64Text: Codable {
        let value: Int

        init(_ value: Int) { self.value = value }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                guard let value = Int(text) else {
                    throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an integer")
                }
                self.value = value
            } else {
                value = try container.decode(Int.self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(String(value))
        }
    }

    struct ErrorBody: Decodable {
        struct Content: Decodable {
            let message: String?
            let errors: [ErrorProto]?
            let status: String?
        }
        let error: Content
    }

    struct ErrorProto: Decodable {
        let reason, message, location: String?
    }

    struct JobReference: Codable {
        let projectId: String?
        let jobId: String?
        var location: String?
    }

    struct DatasetReference: Codable {
        let projectId: String?
        let datasetId: String
    }

    struct JobRequest: Encodable {
        let jobReference: JobReference
        let configuration: Configuration

        struct Configuration: Encodable {
            var dryRun: Bool?
            let labels: [String: String]
            let query: Query
        }

        struct Query: Encodable {
            let query: String
            let useLegacySql = false
            let useQueryCache = false
            let priority: String
            let maximumBytesBilled: Int64Text?
            let defaultDataset: DatasetReference?
            var parameterMode: String?
            var queryParameters: [Parameter]?
        }

        /// `@name`, bytes in base 64.
        struct Parameter: Encodable {
            let name: String
            let parameterType: [String: String]
            let parameterValue: [String: String]
        }
    }

    struct Job: Decodable {
        let jobReference: JobReference?
        let status: Status?
        let statistics: Statistics?

        struct Status: Decodable {
            let state: String?
            let errorResult: ErrorProto?
        }

        struct Statistics: Decodable {
            let totalBytesProcessed, totalSlotMs, numChildJobs: Int64Text?
            let query: Query?
            let scriptStatistics: Script?
        }

        struct Query: Decodable {
            let statementType: String?
            let totalBytesProcessed, totalBytesBilled, totalSlotMs, numDmlAffectedRows: Int64Text?
            let dmlStats: DMLStatistics?
        }

        struct DMLStatistics: Decodable {
            let insertedRowCount: Int64Text?
        }

        struct Script: Decodable {
            let stackFrames: [Frame]?
        }

        struct Frame: Decodable {
            let startLine: Int?
        }

        var isDone: Bool { status?.state == "DONE" }
    }

    struct JobList: Decodable {
        let jobs: [Job]?
        let nextPageToken: String?
    }

    struct CancelReply: Decodable {
        let job: Job?
    }

    struct Dataset: Decodable {
        let datasetReference: DatasetReference
        let location: String?
    }

    struct DatasetList: Decodable {
        let datasets: [Dataset]?
        let nextPageToken: String?
    }

    struct QueryResults: Decodable {
        let jobComplete: Bool?
        let rows: [Row]?
        let pageToken: String?
    }

    struct Row: Decodable {
        let f: [Cell]
    }

    struct Cell: Decodable {
        let v: Value?
    }

    /// What a cell holds: scalars are texts, arrays hold cells, records rows.
    indirect enum Value: Decodable {
        case text(String)
        case array([Cell])
        case record(Row)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let cells = try? container.decode([Cell].self) {
                self = .array(cells)
            } else {
                self = .record(try container.decode(Row.self))
            }
        }
    }
}
