import Foundation

/// Prometheus' own client library for Python, as `make test` installs it: what it reads is what a server would.
enum PrometheusClient {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    struct Family: Decodable {
        let name: String
        let type: String
        let help: String
        let samples: [Sample]
    }

    struct Sample: Decodable {
        let name: String
        let labels: [String: String]
        let value: Double

        private enum Key: CodingKey { case name, labels, value }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            name = try values.decode(String.self, forKey: .name)
            labels = try values.decode([String: String].self, forKey: .labels)
            // JSON has no infinity.
            value = Double(try values.decode(String.self, forKey: .value)) ?? .nan
        }
    }

    private static let program = """
        import json, sys
        from prometheus_client.parser import text_string_to_metric_families
        families = list(text_string_to_metric_families(open(sys.argv[1]).read()))
        print(json.dumps([
            {"name": f.name, "type": f.type, "help": f.documentation,
             "samples": [{"name": s.name, "labels": s.labels, "value": repr(s.value)} for s in f.samples]}
            for f in families]))
        """

    static func read(_ file: String, in folder: TemporaryFolder) async throws -> [Family] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let python = root.appending(path: ".build/python/prometheus/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failure(description: "\(python) is missing: run .ci/python prometheus")
        }
        let outcome = try await Planar.system([python, "-c", program, file], in: folder)
        guard outcome.status == 0 else { throw Failure(description: "\(outcome)") }
        return try JSONDecoder().decode([Family].self, from: Data(outcome.output.utf8))
    }
}

extension [PrometheusClient.Family] {
    /// The value of the one sample with these labels among its own; nil where there is none.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = flatMap(\.samples).filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.count == 1 ? found[0].value : nil
    }
}
