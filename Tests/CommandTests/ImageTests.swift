import Foundation
import Testing

/// What the Dockerfile makes, as far as it can be had without a container engine: the same scripts, below a folder.
@Suite struct ImageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    /// The value of the one instruction that begins with these words.
    private func instruction(_ words: String) throws -> String {
        let text = try String(contentsOf: Self.root.appending(path: "Dockerfile"), encoding: .utf8)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix(words) }
        return String(try #require(lines.count == 1 ? lines[0] : nil, "\(words)").dropFirst(words.count))
    }

    private func install(in folder: TemporaryFolder) async throws {
        let outcome = try await Planar.system(
            [
                Self.root.appending(path: "Docker/install.sh").path, Planar.products.appending(path: "planar").path,
                folder.path("image"),
            ], in: folder)
        try #require(outcome.status == 0, "\(outcome)")
    }

    @Test func whatIsInstalledIsWhatIsStarted() async throws {
        let folder = try TemporaryFolder()
        try await install(in: folder)
        let entrypoint = try instruction("ENTRYPOINT ").trimmingCharacters(in: ["[", "]", "\""])
        #expect(try instruction("ENV AIRBYTE_ENTRYPOINT=") == entrypoint)
        #expect(try folder.files(below: "image").keys.contains(String(entrypoint.dropFirst())))
        let outcome = try await Planar.system(
            [folder.path("image\(entrypoint)"), "run"], in: folder,
            environment: ["PATH": "\(folder.path("image/usr/local/bin")):/usr/bin:/bin"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("--integration-type is missing"), "\(outcome)")
    }

    @Test func theImageRunsWithoutRights() throws {
        let user = try instruction("USER ")
        let script = try String(contentsOf: Self.root.appending(path: "Docker/install.sh"), encoding: .utf8)
        #expect(script.contains("useradd --uid 10001 ") && script.contains(" \(user)\n"))
    }

    /// A shell in which all is read-only but for the folders that are named before `--`. It ends with 99 where that is
    /// not so, and then becomes a user without rights.
    private static let readOnly = """
        set -e
        mount --rbind /tmp /tmp
        writable=$1
        while [ "$1" != -- ]; do
            mount --bind "$1" "$1"
            chown postgres "$1"
            shift
        done
        shift
        mount -o remount,ro,bind /
        mount -o remount,ro,bind /tmp
        for folder in / /tmp "$PWD"; do
            if touch "$folder/planar-test" 2>/dev/null; then exit 99; fi
        done
        touch "$writable/planar-test"
        rm "$writable/planar-test"
        exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
        """

    private static let canBeReadOnly: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["unshare", "--mount", "mount", "-o", "remount,ro,bind", "/"]
        process.standardError = FileHandle.nullDevice
        guard getuid() == 0, (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// Everything is read-only, the folder of the job as well; `writable` alone is not, and is where temporary files go.
    private func runReadOnly(_ image: TemporaryFolder, job: TemporaryFolder, type: String, writable: [String])
        async throws -> Outcome
    {
        try await Planar.system(
            ["unshare", "--mount", "sh", "-c", Self.readOnly, "sh"] + writable + [
                "--", image.path("image/airbyte/entrypoint.sh"), "run", "--integration-type", type, "--config",
                "destination.json", "--catalog", "catalog.json",
            ], in: job,
            environment: [
                "PATH": "\(image.path("image/usr/local/bin")):/usr/sbin:/usr/bin:/sbin:/bin", "TMPDIR": writable[0],
            ])
    }

    @Test(.enabled(if: canBeReadOnly, "takes root and namespaces of mounts"), arguments: Kind.allCases)
    func onAReadOnlyFileSystem(_ kind: Kind) async throws {
        let (image, job, temporary) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
        try await install(in: image)
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try job.write(Shop.everything, to: "catalog.json")
        try job.write(
            try String(contentsOfFile: shop.folder.path("destination.json"), encoding: .utf8), to: "destination.json")
        var writable = [temporary.url.path]
        if kind == .sqlite {
            writable.append(shop.folder.url.path)
            for file in ["shop.db", "shop.db-wal", "shop.db-shm"] where shop.folder.exists(file) {
                try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: shop.folder.path(file))
            }
        }
        let outcome = try await runReadOnly(image, job: job, type: kind.rawValue, writable: writable)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors == "")
        #expect(try await shop.tables().count == 12)
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.url.path) == [])
    }

    @Test(.enabled(if: canBeReadOnly, "takes root and namespaces of mounts"))
    func throughATunnelOnAReadOnlyFileSystem() async throws {
        let image = try TemporaryFolder()
        try await install(in: image)
        let site = try await Site()
        try site.writeConfiguration(site.keyMethod)
        let outcome = try await runReadOnly(
            image, job: site.folder, type: "POSTGRES", writable: [site.folder.path("tmp")])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await site.prices() == [["tea"]])
        try await site.expectNothingLeft()
    }
}
