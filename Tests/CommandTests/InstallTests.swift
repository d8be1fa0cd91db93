import Foundation
import Testing

/// What `make install` puts where.
@Suite struct InstallTests {
    private func make(_ target: String, into folder: TemporaryFolder, from build: String = Planar.products.path)
        async throws
        -> Outcome
    {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        return try await Planar.system(
            [
                "make", "--directory", root.path, target, "BUILD=\(build)", "DESTDIR=\(folder.path("package"))",
                "PREFIX=/opt/planar",
            ], in: folder)
    }

    @Test func whatIsInstalledWorksAndGoesAgain() async throws {
        let folder = try TemporaryFolder()
        let outcome = try await make("install", into: folder)
        try #require(outcome.status == 0, "\(outcome)")
        let place = folder.path("package/opt/planar")
        let installed = Set(try FileManager.default.subpathsOfDirectory(atPath: place).filter { $0.contains("planar") })
        let files = [
            "bin/planar", "lib/libplanar_sqlite.so", "share/bash-completion/completions/planar",
            "share/zsh/site-functions/_planar", "share/fish/vendor_completions.d/planar.fish",
        ]
        #expect(installed == Set(files))

        let version = try await Planar.system(["\(place)/bin/planar", "--version"], in: folder)
        #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(version)")
        let value = try await Planar.system(
            [
                "sqlite3", ":memory:", "-cmd", ".load \(place)/lib/libplanar_sqlite", "select planar_integer('41') + 1",
            ], in: folder)
        #expect(value.output == "42\n", "\(value)")
        let completed = try await Planar.system(
            ["bash", "-c", "source '\(place)/share/bash-completion/completions/planar' && complete -p planar"],
            in: folder)
        #expect(completed.status == 0 && completed.output.contains("planar"), "\(completed)")

        #expect(try await make("uninstall", into: folder).status == 0)
        for file in files { #expect(!FileManager.default.fileExists(atPath: "\(place)/\(file)")) }
    }

    @Test func beforeAnythingIsBuiltItSaysWhatToDo() async throws {
        let folder = try TemporaryFolder()
        let outcome = try await make("install", into: folder, from: folder.path("nothing"))
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("make build"), "\(outcome)")
        #expect(!folder.exists("package"))
    }
}
