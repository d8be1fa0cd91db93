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
        /// Gets one line for each.
        case file(@Sendable ([UInt8]) -> Void)
        case server(Delivery)
    }

    private let destination: Destination
    private let namespace: String
    private let parent: ParentFacet?
    private let place: DatabasePlace
    private let run = LineageRun(name: "planar")
    private let streams = Mutex<[StreamName: LineageRun]>([:])
    private let families = Mutex<[StreamName: [Script]]>([:])

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
            let run = LineageRun(name: "planar.\(stream)")
            streams.withLock { $0[stream] = run }
            send(.start, run, of: stream)
        case .streamFinished(let report):
            guard let run = streams.withLock({ $0.removeValue(forKey: report.stream) }) else { return }
            let outcome: LineageEvent.EventType =
                report.failure.map { $0.isCancellation ? .abort : .fail } ?? .complete
            send(outcome, run, of: report.stream, report)
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
        return if case .server(let delivery) = destination { await delivery.finish() } else { nil }
    }

    private func send(
        _ type: LineageEvent.EventType, _ run: LineageRun, of stream: StreamName, _ report: StreamReport? = nil
    ) {
        guard let scripts = families.withLock({ $0[stream] }) else { return }
        let lineage = LineageOfStream(scripts, at: place)
        send(
            type, run, parent: ParentFacet(runId: self.run.id, namespace: namespace, name: self.run.name),
            type: "STREAM",
            message: report?.failure.map { "\($0)" }, inputs: lineage.inputs, outputs: lineage.outputs(report))
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
        case .file(let write): write(Array(data) + [UInt8(ascii: "\n")])
        case .server(let delivery): delivery.send(Array(data))
        }
    }
}

private struct LineageRun: Sendable {
    let name: String
    let id = UUID().uuidString.lowercased()
}
