import ArgumentParser
import FoundationEssentials
import Observability
import Project

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
            to: destination, namespace: environment["OPENLINEAGE_NAMESPACE"] ?? "planar",
            parent: environment["OPENLINEAGE_PARENT_ID"], at: place)
    }

    private func destination(_ environment: [String: String]) throws -> Lineage.Destination? {
        let isDisabled = ["true", "1"].contains(environment["OPENLINEAGE_DISABLED"]?.lowercased())
        guard let name = lineage ?? (isDisabled ? nil : environment["OPENLINEAGE_URL"]), !name.isEmpty else {
            return nil
        }
        guard name.hasPrefix("http://") || name.hasPrefix("https://") else { return try file(name) }
        let base = name.hasSuffix("/") ? String(name.dropLast()) : name
        let key = environment["OPENLINEAGE_API_KEY"].map { [("Authorization", "Bearer \($0)")] } ?? []
        return .server(
            Delivery(to: "\(base)/\(environment["OPENLINEAGE_ENDPOINT"] ?? "api/v1/lineage")", headers: key))
    }

    private func file(_ path: String) throws -> Lineage.Destination {
        // Each line is one write at the end, so that runs side by side do not mix theirs.
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Files.Failure(
                description: "\(path): no events can be written there; check that the folder is there and writable")
        }
        return .file { line in line.withUnsafeBytes { _ = write(descriptor, $0.baseAddress, $0.count) } }
    }
}
