import ArgumentParser
import FoundationEssentials
import Observability
import Project

/// Where a run sends events of OpenLineage: to what the command line names, else to what OpenLineage's own variables do.
struct LineageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tell OpenLineage what is read and written, from JSON path to column: to a file, which gets a line for each event, or to a server (default: OPENLINEAGE_URL, if that is set).",
            valueName: "file|url"))
    var lineage: String?

    /// Nil where nobody is told.
    ///
    /// - Throws: where a file cannot be written.
    func lineage(at place: DatabasePlace, environment: [String: String] = Project.environment) throws -> Lineage? {
        guard let destination = try destination(environment) else { return nil }
        return Lineage(
            to: destination, namespace: environment.variable("OPENLINEAGE_NAMESPACE") ?? "planar",
            parent: environment["OPENLINEAGE_PARENT_ID"], at: place)
    }

    private func destination(_ environment: [String: String]) throws -> Lineage.Destination? {
        let isDisabled = ["true", "1"].contains(environment["OPENLINEAGE_DISABLED"]?.lowercased())
        guard let name = lineage ?? (isDisabled ? nil : environment.variable("OPENLINEAGE_URL")) else { return nil }
        guard name.hasPrefix("http://") || name.hasPrefix("https://") else { return .file(try EventFile(name)) }
        let base = name.hasSuffix("/") ? String(name.dropLast()) : name
        let key = environment.variable("OPENLINEAGE_API_KEY").map { [("Authorization", "Bearer \($0)")] } ?? []
        let endpoint = environment.variable("OPENLINEAGE_ENDPOINT") ?? "api/v1/lineage"
        return .server(Delivery(to: "\(base)/\(endpoint)", headers: key))
    }
}
