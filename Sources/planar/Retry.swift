import ArgumentParser

struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs once more what failed in the last run, or was skipped by it.",
        discussion: """
            Which streams that are, and whether it was a --full-refresh, stands in run_results.json, in the folder target \
            beside the project file or in --target-path. All other options are those of planar run.

            Example: planar retry --target warehouse
            """)

    @OptionGroup var options: Run

    func validate() throws {
        if !options.target.selection.select.isEmpty {
            throw ValidationError("a retry selects what failed; use planar run --select for anything else")
        }
    }

    func run() async throws {
        let project = try options.target.catalog.projectOptions.read()
        guard let folder = options.target.reportFolder(project) else {
            Console.error("error: no run has left a report\n    hint: give --target-path, or write a project file")
            throw ExitCode.wrongUsage
        }
        guard let last = try stopping({ try folder.lastResults() }) else {
            Console.error("error: there is no \(folder.results): no run has left a report")
            throw ExitCode.wrongUsage
        }
        let streams = last.streams { $0 != .success }
        if streams.isEmpty {
            return Console.result("nothing to do: no stream of the last run failed (\(last.metadata.generatedAt))")
        }
        var run = options
        run.target.selection.select = ["result:error", "result:skipped"]
        run.fullRefresh = run.fullRefresh || last.args.fullRefresh
        run.discardHistory = run.discardHistory || last.args.discardHistory
        run.onBadValue = run.onBadValue ?? last.args.onBadValue.flatMap { .init(rawValue: $0) }
        try await run.run(pending: last.results.filter { $0.status != .success })
    }
}
