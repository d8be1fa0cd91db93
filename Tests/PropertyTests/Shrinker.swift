import Runner

/// Makes a failing case as small as it can while it fails in the same way.
struct Shrinker {
    /// Whether a case still fails.
    let fails: (Case) async -> Bool

    func shrink(_ original: Case) async -> Case {
        var smallest = original
        var attempts = 0
        var shrank = true
        while shrank {
            shrank = false
            // Fewer properties may make two contents one.
            for candidate in smaller(smallest).map(\.withinLimits) {
                attempts += 1
                if attempts > 2000 { return smallest }
                if await fails(candidate) {
                    smallest = candidate
                    shrank = true
                    break
                }
            }
        }
        return smallest
    }

    /// Cases with one thing less, the biggest things first.
    private func smaller(_ stream: Case) -> [Case] {
        withoutLoads(stream) + withoutIncidents(stream) + withoutRecords(stream) + withoutFields(stream)
            + withoutValues(stream)
    }

    private func withoutLoads(_ stream: Case) -> [Case] {
        guard stream.loads.count > 1 else { return [] }
        return stream.loads.indices.flatMap { index -> [Case] in
            var fewer = stream
            fewer.loads.remove(at: index)
            guard index > 0 else { return [fewer] }
            var joined = fewer
            joined.loads[index - 1].records += stream.loads[index].records
            guard stream.loads[index].empties, stream.mode != .overwrite else { return [fewer, joined] }
            var keeping = stream
            keeping.loads[index].empties = false
            return [fewer, joined, keeping]
        }
    }

    private func withoutIncidents(_ stream: Case) -> [Case] {
        stream.loads.indices.flatMap { load in
            stream.loads[load].incidents.indices.map { incident in
                var fewer = stream
                fewer.loads[load].incidents.remove(at: incident)
                return fewer
            }
        }
    }

    private func withoutRecords(_ stream: Case) -> [Case] {
        stream.loads.indices.flatMap { load in
            stream.loads[load].records.indices.map { record in
                var fewer = stream
                fewer.loads[load].records.remove(at: record)
                return fewer
            }
        }
    }

    private func withoutFields(_ stream: Case) -> [Case] {
        // A stream without properties has no tables.
        (stream.fields.count > 1 ? stream.fields : []).compactMap { field in
            var fewer = stream
            // What a key lies in stays as long as the key.
            if stream.fields.contains(where: { $0.path?.first == field.name }) { return nil }
            fewer.key.removeAll { $0 == field.name }
            if fewer.key.isEmpty, !stream.key.isEmpty { return nil }
            if fewer.cursor == field.name { fewer.cursor = nil }
            fewer.fields.removeAll { $0.name == field.name }
            for load in fewer.loads.indices {
                for record in fewer.loads[load].records.indices {
                    fewer.loads[load].records[record].values[field.name] = nil
                }
            }
            return fewer
        }
    }

    private func withoutValues(_ stream: Case) -> [Case] {
        stream.loads.indices.flatMap { load in
            stream.loads[load].records.indices.flatMap { record in
                stream.loads[load].records[record].values.keys.sorted().map { name in
                    var fewer = stream
                    fewer.loads[load].records[record].values[name] = nil
                    return fewer
                }
            }
        }
    }
}

extension Case {
    /// As a catalog and raw rows that anybody can load.
    var listing: String {
        var lines = ["catalog.json:", [self].catalog, "planar.yml:", [self].project]
        for (number, load) in loads.enumerated() {
            lines.append("load \(number + 1)\(load.empties ? ", earlier raw rows gone" : ""):")
            for incident in load.incidents { lines.append("  \(incident)") }
            for record in load.records {
                let raw = record.raw(fields)
                let time = raw.emittedAt.map { "\"\($0)\"" } ?? "null"
                lines.append("  {\"id\": \"\(raw.id)\", \"emitted_at\": \(time), \"data\": \(raw.data)}")
            }
        }
        return lines.joined(separator: "\n")
    }
}
