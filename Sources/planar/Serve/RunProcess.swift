import Catalog
import Foundation
import RunService
import Synchronization

/// One run as a process of its own: what it takes of memory goes back with it, and where it crashes the service does not. It
/// ends with the service, however that ends, because it watches its standard input.
struct RunProcess: Sendable {
    private let arguments: [String]
    /// What it warns of.
    private let warn: @Sendable (String) -> Void

    init(
        project: String, _ connection: ServedConnection, in state: StateFolder,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.warn = warn
        arguments =
            [
                "run", "--project", project, "--target", connection.target, "--log-format", "airbyte",
                "--stop-with-input", "--target-path", state.report(of: connection.id),
                "--metrics-file", state.metrics(of: connection.id),
            ] + (connection.catalog.map { ["--catalog", $0] } ?? [])
    }

    /// A second SIGINT ends a run that cannot cancel its statements.
    private static let patience = Duration.seconds(20)
    private static let spawning = Mutex(())

    /// Runs it to its end. A cancelled task cancels the run.
    func result() async -> RunResult {
        let process = Process()
        process.executableURL = Bundle.main.executableURL
        process.arguments = arguments
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        let input: FileHandle
        let output: FileHandle
        do {
            // One after the other: no other run may inherit the ends that we hold, or it would keep this one alive.
            (input, output) = try Self.spawning.withLock { _ in
                let pipes = (Pipe(), Pipe())
                let ours = (pipes.0.fileHandleForWriting, pipes.1.fileHandleForReading)
                for handle in [ours.0, ours.1] { _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC) }
                process.standardInput = pipes.0
                process.standardOutput = pipes.1
                try process.run()
                return ours
            }
        } catch {
            return .failure("planar cannot be started: \(error)", mayHeal: true)
        }
        let pid = process.processIdentifier
        let reading = trace(output)
        // A task of its own: a cancelled one does not wait, and what was begun has to end.
        let ended = Task.detached { for await _ in ends {} }
        await withTaskCancellationHandler {
            await ended.value
        } onCancel: {
            kill(pid, SIGINT)
            Task.detached {
                try await Task.sleep(for: Self.patience)
                if process.isRunning { kill(pid, SIGINT) }
            }
        }
        try? input.close()
        return Self.result(of: process, await Task.detached { await reading.first { _ in true } ?? nil }.value)
    }

    private static func result(of process: Process, _ trace: Trace?) -> RunResult {
        if process.terminationReason == .uncaughtSignal {
            // It had not begun to listen to Ctrl-C.
            if process.terminationStatus == SIGINT { return .interrupted }
            return .failure("the run was ended by signal \(process.terminationStatus)", mayHeal: true)
        }
        switch process.terminationStatus {
        case 0: return .success
        case 130: return .interrupted
        case let status:
            return .failure(trace?.message ?? "the run ended with status \(status)", mayHeal: trace?.mayHeal ?? false)
        }
    }

    /// Reads messages of the Airbyte protocol to their end.
    ///
    /// - Returns: one value, why the run failed in its own words: the last message of the type TRACE.
    private func trace(_ output: FileHandle) -> AsyncStream<Trace?> {
        let (traces, found) = AsyncStream<Trace?>.makeStream()
        Thread.detachNewThread { [warn] in
            var trace: Trace?
            var line: [UInt8] = []
            while case let data = output.availableData, !data.isEmpty {
                for byte in data {
                    if byte == UInt8(ascii: "\n") {
                        let message = CatalogSource(file: "", bytes: line).root?.members ?? []
                        trace = Trace(message) ?? trace
                        if let log = message["log"]?.members, log["level"]?.text == "WARN" {
                            warn(log["message"]?.text ?? "")
                        }
                        line.removeAll(keepingCapacity: true)
                    } else if line.count < Self.longestLine {
                        line.append(byte)
                    }
                }
            }
            // Foundation would leave it open.
            try? output.close()
            found.yield(trace)
            found.finish()
        }
        return traces
    }

    private static let longestLine = 1 << 20

    private struct Trace {
        let message: String
        /// Whether nobody has to do anything about it.
        let mayHeal: Bool

        init?(_ line: [JSON.Member]) {
            guard let error = line["trace"]?.members?["error"]?.members, let message = error["message"]?.text
            else { return nil }
            self.message = String(message.prefix(2000))
            mayHeal = error["failure_type"]?.text == FailureType.system.rawValue
        }
    }
}
