import FoundationEssentials
import Observability

/// What a service keeps: `queue.db`, and for each connection `reports/<id>/` and `metrics/<id>.prom`.
struct StateFolder: Sendable {
    let path: String

    var queue: String { "\(path)/queue.db" }

    func report(of connection: String) -> String { "\(path)/reports/\(connection)" }

    func metrics(of connection: String) -> String { "\(path)/metrics/\(connection).prom" }

    func prepare() throws {
        for folder in [path, "\(path)/reports", "\(path)/metrics"] { try Files.createFolder(folder) }
        try Files.checkIsWritable(path, else: "nothing")
    }

    /// The numbers of a connection's runs; none before the first of them.
    func families(of connection: String) -> [MetricFamily] {
        ((try? MetricsFile.read(metrics(of: connection))) ?? []).labelled([.init("connection", connection)])
    }
}
