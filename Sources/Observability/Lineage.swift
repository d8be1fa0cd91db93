import Dialects
import FoundationEssentials
import Runner
import Synchronization
import TableModel

/// Tells by events of OpenLineage what a run reads and writes, from the members of records to columns. A run is a job with one job
/// for each stream below it.
package final class Lineage: Sendable {
    /// Where events go.
    package enum Destination: Sendable {
        case file(EventFile)
        case server(Delivery)
    }

    private let destination: Destination
    private let namespace: String
    private let parent: ParentFacet?
    private let place: DatabasePlace
    private let run = LineageRun(name: "planar")
    private let families = Mutex<[StreamName: [Script]]>([:])
    /// Those at work.
    private let streams = Mutex<[StreamName: (run: LineageRun, datasets: LineageOfStream)]>([:])

    /// - Parameters:
    ///   - namespace: of the jobs.
    ///   - parent: `namespace/job/run` of what has started the run; anything else is passed over.
    package init(to destination: Destination, namespace: String, parent: String?, at place: DatabasePlace) {
        self.destination = destination
        self.namespace = namespace
        self.parent = parent.flatMap(ParentFacet.init)
        self.place = place
        send(.start, run, parent: self.parent, type: "RUN")
    }

    /// - Parameter families: the scripts of each stream that is to run; before the first of them does.
    package func begin(_ families: [[Script]]) {
        let families = Dictionary(families.map { ($0[0].stream, $0) }, uniquingKeysWith: { first, _ in first })
        self.families.withLock { $0 = families }
    }

    package func show(_ event: RunEvent) {
        switch event {
        case .streamStarted(let stream):
            guard let scripts = families.withLock({ $0[stream] }) else { return }
            let begun = (LineageRun(name: "planar.\(stream)"), LineageOfStream(scripts, at: place))
            streams.withLock { $0[stream] = begun }
            send(.start, begun)
        case .streamFinished(let report):
            guard let begun = streams.withLock({ $0.removeValue(forKey: report.stream) }) else { return }
            let outcome: LineageEvent.EventType =
                report.failure.map { $0.isCancellation ? .abort : .fail } ?? .complete
            send(outcome, begun, report)
        case .relationStarted, .statementEnded: return
        }
    }

    /// The end of the run.
    ///
    /// - Parameter message: why it failed; nil where it did not.
    /// - Returns: what could not be sent.
    package func finish(isCancelled: Bool, message: String?) async -> Delivery.Failure? {
        send(
            isCancelled ? .abort : message == nil ? .complete : .fail, run, parent: parent, type: "RUN",
            message: message)
        return switch destination {
        case .file(let file): file.finish()
        case .server(let delivery): await delivery.finish()
        }
    }

    private func send(
        _ type: LineageEvent.EventType, _ stream: (run: LineageRun, datasets: LineageOfStream),
        _ report: StreamReport? = nil
    ) {
        send(
            type, stream.run, parent: ParentFacet(runId: self.run.id, namespace: namespace, name: self.run.name),
            type: "STREAM",
            message: report?.failure.map { "\($0)" }, inputs: stream.datasets.inputs,
            outputs: stream.datasets.outputs(report))
    }

    private func send(
        _ event: LineageEvent.EventType, _ run: LineageRun, parent: ParentFacet?, type: String, message: String? = nil,
        inputs: [LineageEvent.Dataset] = [], outputs: [LineageEvent.Dataset] = []
    ) {
        let event = LineageEvent(
            eventType: event, eventTime: Date().inReports,
            run: .init(runId: run.id, facets: .init(parent, message.map { ErrorMessageFacet(message: $0) })),
            job: .init(namespace: namespace, name: run.name, facets: .init(JobTypeFacet(jobType: type))),
            inputs: inputs, outputs: outputs)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(event) else { return }
        switch destination {
        case .file(let file): file.append(Array(data))
        case .server(let delivery): delivery.send(Array(data))
        }
    }
}

private struct LineageRun: Sendable {
    let name: String
    let id = UUID.inOrderOfTime.uuidString.lowercased()
}

extension UUID {
    /// One of version 7, as OpenLineage recommends: the milliseconds since 1970, then what chance has brought.
    fileprivate static var inOrderOfTime: UUID {
        var bytes = UUID().uuid
        let time = UInt64(Date().timeIntervalSince1970 * 1000)
        withUnsafeMutableBytes(of: &bytes) { bytes in
            for place in 0..<6 { bytes[place] = UInt8(truncatingIfNeeded: time >> UInt64(40 - 8 * place)) }
            bytes[6] = bytes[6] & 0x0F | 0x70
        }
        return UUID(uuid: bytes)
    }
}
