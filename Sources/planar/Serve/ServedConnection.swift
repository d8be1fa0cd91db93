import ArgumentParser
import Catalog
import Project

/// A connection with all that its runs are called by.
struct ServedConnection: Sendable {
    let id: String
    /// The name of a target of the project.
    let target: String
    /// Nil for the project's.
    let catalog: String?

    /// Those of the project. What is wrong with any of them is told before the first request comes, and not after a sync: a
    /// target that is not there, a variable that is not set, a catalog that cannot be read.
    static func all(of project: Project) throws -> [ServedConnection] {
        if project.connections.isEmpty {
            Console.error(
                """
                error: \(project.file) has no connections, so nothing would ever be run
                    hint: connections: {<id of the connection in Airbyte>: {target: \(project.targets.first.map { Shown.text($0.name) } ?? "<name>")}}
                """)
            throw ExitCode.failed
        }
        return try project.connections.map { connection in
            var options = ProjectOptions()
            options.project = project.file
            options.target = try connection.target.map { try project.expanded($0) }
            let target = try project.target(options)
            var diagnostics = Diagnostics()
            _ = target.settings(Project.environment, into: &diagnostics)
            try diagnostics.show()
            let catalog = try connection.catalog.map { project.path(try project.expanded($0)) }
            let projectCatalog = try project.catalog.map { project.path(try project.expanded($0)) }
            guard let file = catalog ?? projectCatalog else {
                Console.error(
                    "error: \(project.file): the connection \(connection.id) has no catalog, and the project has none either"
                )
                throw ExitCode.failed
            }
            _ = try stopping { try Files.read(file) }
            return ServedConnection(id: connection.id, target: target.name, catalog: catalog)
        }
    }
}
