/// How the table of a stream is to lie on disk, on databases where a table can be told; nil where that is left to Planar.
package struct LayoutWish: Sendable, Hashable {
    package enum Unit: String, Sendable, CaseIterable { case hour, day, month, year }

    package enum Partition: Sendable, Hashable {
        case none
        /// Of a property that is a date or a time.
        case by(property: String, Unit)
    }

    package let partition: Partition?
    /// Properties, the most important first.
    package let clusters: [String]?

    package init(partition: Partition?, clusters: [String]?) {
        self.partition = partition
        self.clusters = clusters
    }
}

extension SchemaType {
    package var canPartition: Bool {
        switch self {
        case .date, .timestamp: true
        case .string, .boolean, .integer, .bigInteger, .number, .time, .object, .array, .json: false
        }
    }

    package var canCluster: Bool {
        switch self {
        case .string, .boolean, .integer, .bigInteger, .date, .timestamp: true
        case .number, .time, .object, .array, .json: false
        }
    }
}
