import Foundation

/// The folder that has `initdb` and `postgres`: one of PATH, else the one that `pg_config` names, else the newest of
/// Debian's, which are not on PATH.
func findPostgres() throws -> URL {
    let environment = ProcessInfo.processInfo.environment
    let path = (environment["PATH"] ?? "").split(separator: ":").map { URL(fileURLWithPath: String($0)) }
    let debian = URL(fileURLWithPath: "/usr/lib/postgresql")
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: debian.path)) ?? [])
        .compactMap { name in Double(name).map { (number: $0, name: name) } }.sorted { $0.number > $1.number }
        .map { debian.appendingPathComponent("\($0.name)/bin") }

    for folder in path + [configuredFolder()].compactMap({ $0 }) + versions {
        let complete = ["initdb", "postgres"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent($0).path)
        }
        if complete { return folder }
    }
    throw PostgresClusterError(
        description: "these tests start a Postgres server and find none: install the Debian package postgresql")
}

private func configuredFolder() -> URL? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["pg_config", "--bindir"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let folder = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return folder.isEmpty ? nil : URL(fileURLWithPath: folder)
}

/// In /tmp whatever TMPDIR says: the path of a socket may have 107 bytes, and the server's user has to get there.
package func temporaryFolder() throws -> URL {
    var template = Array("/tmp/planar-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else {
        throw PostgresClusterError(description: "cannot make a folder in /tmp: \(String(cString: strerror(errno)))")
    }
    return URL(fileURLWithPath: String(cString: path))
}
