import Foundation

/// What Planar runs on: the catalog of an act and a database, in a folder that the files go to.
struct PlanarRun: Sendable {
    let folder: URL
    let act: Act
    let database: String

    var catalog: URL { folder.appending(path: "\(act.name).json") }

    func writeCatalog() throws { try Data(act.catalog.utf8).write(to: catalog) }

    /// A process of `planar`, not started yet.
    func process(_ kind: String, configuration: String, _ options: String...) throws -> Process {
        let file = folder.appending(path: "\(database).json")
        try Data(configuration.utf8).write(to: file)
        return Process(
            "planar",
            [
                "run", "--catalog", catalog.path, "--integration-type", kind, "--config", file.path, "--schema",
                "public",
            ] + options)
    }
}

extension Process {
    /// A program as it was built with these tests. What it says goes to `output`, else nowhere.
    convenience init(_ program: String, _ arguments: [String], output: Pipe? = nil) {
        self.init()
        executableURL = products.appending(path: program)
        self.arguments = arguments
        standardOutput = output ?? FileHandle.nullDevice
        standardError = FileHandle.nullDevice
    }

    /// Waits for the end.
    func end() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                self.waitUntilExit()
                continuation.resume()
            }
        }
    }

    /// Whether `kill -9` ended it.
    var wasKilled: Bool { terminationReason == .uncaughtSignal && terminationStatus == SIGKILL }

    /// Kills it as soon as it has started.
    func killAtOnce() {
        while processIdentifier <= 0 { usleep(500) }
        Foundation.kill(processIdentifier, SIGKILL)
    }
}

private let products: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    return (bundle ?? URL(filePath: CommandLine.arguments[0]).absoluteURL).deletingLastPathComponent()
}()
