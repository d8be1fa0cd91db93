/// What OpenTelemetry's protocol is made of, as JSON: <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>.
enum OTLP {
    struct Attribute: Encodable, Sendable {
        let key: String
        let value: Value

        init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    enum Value: Encodable, Sendable {
        case string(String)
        case integer(Int)

        private enum Key: CodingKey { case stringValue, intValue }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            switch self {
            case .string(let text): try container.encode(text, forKey: .stringValue)
            // Numbers of 64 bits are texts, since readers of JSON may take numbers for floats.
            case .integer(let number): try container.encode(String(number), forKey: .intValue)
            }
        }
    }

    struct Resource: Encodable, Sendable {
        let attributes: [Attribute]
    }

    struct Scope: Encodable, Sendable {
        let name = "planar"
    }

    struct TracesRequest: Encodable, Sendable {
        let resourceSpans: [ResourceSpans]
    }

    struct ResourceSpans: Encodable, Sendable {
        let resource: Resource
        let scopeSpans: [ScopeSpans]
    }

    struct ScopeSpans: Encodable, Sendable {
        let scope = Scope()
        let spans: [Span]
    }

    struct Span: Encodable, Sendable {
        let traceId: String
        let spanId: String
        let parentSpanId: String?
        let name: String
        let kind: Kind
        let startTimeUnixNano: String
        let endTimeUnixNano: String
        let attributes: [Attribute]
        let status: Status?

        /// Work of our own, or a call of the database.
        enum Kind: Int, Encodable, Sendable {
            case `internal` = 1
            case client = 3
        }

        struct Status: Encodable, Sendable {
            let code = 2
            let message: String
        }
    }
}
