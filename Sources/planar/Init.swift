import ArgumentParser
import Catalog
import FoundationEssentials
import Project

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a project file to begin with: planar.yml.",
        discussion: """
            The file names the catalog, a database to fill in, and in comments the streams of the catalog and what can be \
            set for them. One that is there is never written over. --schema prints the JSON Schema of project files, by \
            which editors complete and check them.

            Example: planar init --catalog catalog.json
            Example: planar init --schema > planar.schema.json
            """)

    @Option(help: ArgumentHelp("The connection's configured catalog (JSON).", valueName: "file"))
    var catalog: String?

    @Flag(help: "Print the JSON Schema of project files, and write nothing.")
    var schema = false

    func validate() throws {
        if schema, catalog != nil { throw ValidationError("--schema or --catalog, not both") }
        if !schema, catalog == nil { throw ValidationError("Missing expected argument '--catalog <file>'") }
    }

    func run() async throws {
        guard let catalog else { return print(Project.schema, terminator: "") }
        var diagnostics = Diagnostics()
        guard let source = CatalogSource(path: catalog, into: &diagnostics) else {
            Console.error("\(diagnostics)")
            throw ExitCode.wrongUsage
        }
        let streams = readCatalog(source, into: &diagnostics)
        if diagnostics.hasErrors { return try diagnostics.show() }
        let file = Project.fileName
        if FileManager.default.fileExists(atPath: file) {
            Console.error("error: \(file) is there already, and is not written over")
            throw ExitCode.wrongUsage
        }
        let text = Project.beginning(catalog: catalog, streams: streams)
        _ = try stopping { try Files.write(CollectionOfOne(text), to: file) }
        print(
            """
            \(file): written, with \(streams.count.of("stream")) in comments

            Next:
              1. name your database under targets
              2. planar check    says what is wrong or doubtful
              3. planar plan     says what a run would do to each table
              4. planar run      does it
            """)
    }
}
