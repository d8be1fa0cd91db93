import ArgumentParser
import Catalog
import Dialects
import FoundationEssentials
import Generation
import Project

struct DocsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Writes one HTML page about all streams and tables, for those who query them.",
        discussion: """
            Every stream with its tables, their keys, types and masks, a picture of how each column comes from the JSON, the SQL \
            of each table, the warnings of the catalog, and what the last run did, where it left a report (target/ beside \
            the project file, or --target-path). The page is one file that needs nothing else: it opens from disk and \
            offline, and can be sent or put on any web server. No database is asked.

            The report has the messages of streams that failed, which may name a value of a raw row; --without-run leaves \
            it out.

            Within the page / goes to the search, arrows move through the list, Enter opens. Each table and column has an address to share: \
            docs.html#orders/orders_items/sku; docs.html?q=email opens a search.

            Example: planar docs --out docs.html
            Example: planar docs --catalog catalog.json --dialect postgres --title "Shop warehouse" --out docs.html
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(help: "The database that is meant (default: that of the project's target).")
    var dialect: DialectName?

    @Option(
        help: ArgumentHelp(
            "BigQuery: the project of Google's that names in the SQL are to begin with; without it they are dataset.table.",
            valueName: "name"))
    var gcpProject: String?

    @OptionGroup var compilerOptions: CompilerOptions
    @OptionGroup var lockOptions: LockOptions

    @Option(
        help: ArgumentHelp(
            "The folder with the report of the last run (default: target beside the project file).",
            valueName: "folder"))
    var targetPath: String?

    @Flag(help: "Leave out what the last run did.")
    var withoutRun = false

    @Option(help: ArgumentHelp("What the page is called.", valueName: "text"))
    var title = "Tables from Airbyte"

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out needs the name of a file, such as docs.html") }
        if title.allSatisfy(\.isWhitespace) { throw ValidationError("--title needs a text") }
        if withoutRun, targetPath != nil { throw ValidationError("--without-run or --target-path, not both") }
    }

    func run() async throws {
        let project = try catalog.projectOptions.read()
        let compiler = try compilerOptions.compiler(
            dialect, of: catalog.projectOptions, project, gcpProject: gcpProject)
        let results = try stopping { try lastResults(project) }
        let compiled = try compilerOptions.compile(catalog, lockOptions, project, with: compiler)
        let docs = try stopping {
            try Docs(
                title: title, compiled, by: compiler, results: results)
        }
        let page = DocsPage(docs).text
        _ = try stopping { try Files.write(CollectionOfOne(page), to: out) }
        print(
            "\(docs.streams.count.of("stream")), \(compiled.scripts.count.of("table")), \(compiled.diagnostics.count(of: .warning).of("warning")): \(out), \(page.utf8.count.asBytes)"
        )
    }

    /// Nil where no run has left a report; one that was asked for must be there.
    private func lastResults(_ project: Project?) throws -> RunResults? {
        if withoutRun { return nil }
        guard let path = targetPath ?? project?.path("target") else { return nil }
        let folder = ReportFolder(path: path)
        if targetPath != nil, !FileManager.default.fileExists(atPath: folder.results) {
            throw Files.Failure(
                description:
                    "\(folder.results): no such file\n    hint: planar run --target-path \(path) leaves it there")
        }
        return try folder.lastResults()
    }
}
