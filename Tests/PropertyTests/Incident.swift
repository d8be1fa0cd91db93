import TestSupport

/// What befalls a stream on BigQuery between two loads, where the way that a run takes depends on what was there before.
enum Incident: Hashable {
    /// Time goes by between the load and the run; before the load for ``waitBefore(hours:)``.
    case wait(hours: Int)
    case waitBefore(hours: Int)
    /// No run comes before the next load.
    case noRun
    /// The run loses its connection at a script, before or after BigQuery has carried it out, and none is tried again.
    case failure(script: Int, isApplied: Bool)
    /// A user drops a table of the stream.
    case drop(relation: Int)
    /// What Planar knows about the progress of streams is gone.
    case progressLost
    /// Also the table that it is in.
    case progressTableLost
    case stateLost
}

extension Case {
    /// The case as it can come to BigQuery, with incidents.
    ///
    /// Values are spelled as BigQuery reads them, and JSON null is left out.
    func onBigQuery(_ random: inout SplitMix64) -> Case {
        var stream = self
        for load in stream.loads.indices {
            stream.loads[load].records = stream.loads[load].records.map { record in
                var record = record
                record.values = spelled(record.values, fields)
                return record
            }
        }
        for load in stream.loads.indices { stream.loads[load].incidents = stream.incidents(at: load, &random) }
        return stream.withinLimits
    }

    private func incidents(at load: Int, _ random: inout SplitMix64) -> [Incident] {
        var incidents: [Incident] = []
        if random.chance(60) { incidents.append(.waitBefore(hours: random.pick([1, 7, 30, 100]))) }
        if random.chance(40) { incidents.append(.wait(hours: random.pick([1, 7, 30]))) }
        let relations = relationCount
        if load > 0, random.chance(20) {
            // A history or a table of all rows that is built anew holds what the raw table has.
            let keepsRaw = !loads[...load].contains { $0.empties }
            let first = mode == .overwrite || keepsRaw ? 0 : 1
            if first < relations { incidents.append(.drop(relation: first + random.below(relations - first))) }
        }
        if load > 0, random.chance(10) {
            incidents.append(random.pick([.progressLost, .progressTableLost, .stateLost]))
        }
        // What no run has seen must not be gone by the next one.
        if load + 1 < loads.count, mode == .overwrite || !loads[load + 1].empties {
            if random.chance(15) {
                incidents.append(.noRun)
            } else if random.chance(25) {
                incidents.append(.failure(script: random.below(relations), isApplied: random.chance(50)))
            }
        }
        return incidents
    }

    private var relationCount: Int { (mode == .deduplicated ? 2 : 1) + nestedCount(fields) }
}

private func nestedCount(_ fields: [Field]) -> Int {
    fields.reduce(0) { count, field in
        switch field.type {
        case .scalar: count
        case .object(let fields), .array(let fields): count + 1 + nestedCount(fields)
        }
    }
}

/// The values as BigQuery can read them and tell them apart.
private func spelled(_ values: [String: Value], _ fields: [Field]) -> [String: Value] {
    var values = values
    for field in fields {
        switch (field.type, values[field.name]) {
        case (.scalar(let kind), .scalar(let sample)):
            if let json = kind.plainSpelling(of: sample) {
                values[field.name] = .scalar(Sample(json: json, text: sample.text, rank: sample.rank))
            }
        case (.object, .null): values[field.name] = nil
        case (.object(let fields), .object(let members)): values[field.name] = .object(spelled(members, fields))
        case (.array(let fields), .array(let elements)):
            values[field.name] = .array(
                elements.map { if case .object(let members) = $0 { .object(spelled(members, fields)) } else { $0 } })
        // What is left out or no array is an empty one.
        case (.array, _): values[field.name] = .array([])
        default: break
        }
    }
    return values
}

extension Kind {
    /// Nil where every spelling is read.
    fileprivate func plainSpelling(of sample: Sample) -> String? {
        guard let text = sample.text else { return nil }
        switch self {
        case .integer, .boolean: return text
        case .date: return "\"\(text)\""
        case .string, .bigInteger, .number, .timestamp: return nil
        }
    }
}
