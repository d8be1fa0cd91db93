import FoundationEssentials
import Observability
import Runner

/// The numbers of runs as a file for Prometheus: what node_exporter's textfile collector reads, and `planar serve`. Counters go
/// on from run to run, because each run begins with what is in the file.
struct MetricsFile: Sendable {
    let path: String
    /// What the label `target` says.
    let target: String

    /// - Throws: where the file is no file of metrics, or cannot be read, before anything has been done.
    init(_ path: String, target: String) throws {
        self.path = path
        self.target = target
        _ = try Self.read(path)
    }

    /// None where there is no file.
    static func read(_ path: String) throws -> [MetricFamily] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let families = PrometheusText.read(String(decoding: try Files.read(path), as: UTF8.self)) else {
            throw Files.Failure(
                description:
                    "\(path) is no file of planar's metrics, and is not written over\n    hint: give another path, or remove it"
            )
        }
        return families
    }

    /// A file that cannot be written is told; it is whole or as it was.
    ///
    /// - Parameter report: nil for a run that ended before its first stream.
    /// - Returns: whether it is written.
    func write(_ report: RunReport?, _ outcome: RunOutcome) -> Bool {
        do {
            let families = [MetricFamily].run(report, outcome, on: target, at: Date().timeIntervalSince1970)
            let text = PrometheusText.write(families.following(try Self.read(path)))
            _ = try Files.write(CollectionOfOne(text), to: path)
            return true
        } catch {
            Console.error("error: \(error)", type: .system)
            return false
        }
    }
}
