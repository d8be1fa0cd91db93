import Dialects
import Foundation
import PostgresConnection
import Runner

/// A Postgres server of its own for tests, in a folder of its own. It ends, and its folder goes, with this value or with
/// the test process, however that ends: a shell keeps watch over the server and reads a pipe that only we can write to.
package final class PostgresCluster: Sendable {
    /// One server for all tests of a process: `try await PostgresCluster.shared.value`.
    package static let shared = Task { try await PostgresCluster.start() }

    private let folder: URL
    /// Where the server listens on 127.0.0.1, 0 for nowhere.
    private let tcpPort: Int
    /// Closed by the system when the process ends.
    private let lifeline: Pipe

    private init(folder: URL, tcpPort: Int, lifeline: Pipe) {
        self.folder = folder
        self.tcpPort = tcpPort
        self.lifeline = lifeline
    }

    /// - Parameters:
    ///   - tcp: listens on 127.0.0.1 too, where a password is asked for; see ``tcpSettings(user:password:database:)``.
    ///     Otherwise nothing but a socket in the server's folder, open to every role.
    ///   - certificates: then nobody is let in at 127.0.0.1 without SSL, and the role `holder` only by a certificate.
    ///   - isKilled: keeps what it needs to recover from ``crash()``.
    package static func start(
        tcp: Bool = false, certificates: TestCertificates? = nil, isKilled: Bool = false
    ) async throws -> PostgresCluster {
        let binaries = try findPostgres()
        let folder = try temporaryFolder()
        let cluster = PostgresCluster(folder: folder, tcpPort: tcp ? try LocalListener().port : 0, lifeline: Pipe())
        try cluster.launch(binaries, recovery: isKilled ? "on" : "off", certificates: certificates?.folder.path ?? "")
        try await cluster.waitUntilReady()
        return cluster
    }

    /// Settings of a new, empty database, as its superuser.
    package func createDatabase(_ name: String, maskSecret: MaskSecret? = nil) async throws -> PostgresSettings {
        let connection = try await PostgresConnection.connect(socketSettings(database: "postgres"))
        do {
            try await connection.execute("create database \(quoted(name)) template template0")
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        return socketSettings(database: name, maskSecret: maskSecret)
    }

    /// The way in that asks for a password; only for a cluster started with `tcp`.
    package func tcpSettings(user: String, password: String?, database: String, sslMode: String? = nil)
        -> PostgresSettings
    {
        PostgresSettings(
            host: "127.0.0.1", port: tcpPort, user: user, password: password, database: database, sslMode: sslMode)
    }

    /// The statements that make an empty database the same as this one.
    package func dump(_ database: String) async throws -> SQL {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "pg_dump", "--inserts", "--host", folder.path, "--port", String(socketPort), "--username", "postgres",
            "--dbname", database,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        try output.fileHandleForReading.close()
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                process.waitUntilExit()
                continuation.resume()
            }
        }
        guard process.terminationStatus == 0 else {
            throw PostgresClusterError(description: "pg_dump ended with status \(process.terminationStatus)")
        }
        // Of psql's own commands it writes two, about what else psql may be told.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("\\") }
        return SQL(trusted: lines.joined(separator: "\n"))
    }

    private func socketSettings(database: String, maskSecret: MaskSecret? = nil) -> PostgresSettings {
        PostgresSettings(
            host: folder.path, port: socketPort, user: "postgres", database: database, maskSecret: maskSecret)
    }

    /// The port is part of the socket's name.
    private var socketPort: Int { tcpPort == 0 ? 5432 : tcpPort }

    private func quoted(_ name: String) -> SQL {
        SQL(trusted: "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"")
    }

    private func launch(_ binaries: URL, recovery: String, certificates: String) throws {
        // The server must not hold the other end, or it would outlive us.
        let end = lifeline.fileHandleForWriting.fileDescriptor
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)

        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
            "-c", Self.script, "planar-test-postgres", folder.path, binaries.path, tcpPort == 0 ? "" : "127.0.0.1",
            String(socketPort), recovery, certificates,
        ]
        shell.currentDirectoryURL = URL(fileURLWithPath: "/")
        shell.standardInput = lifeline.fileHandleForReading
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        try lifeline.fileHandleForReading.close()
        try startServer()
    }

    private func startServer() throws { try lifeline.fileHandleForWriting.write(contentsOf: Data("start\n".utf8)) }

    /// Kills every process of the server, as `kill -9` does, and returns when none is left.
    package func crash() throws {
        let file = try String(contentsOf: folder.appendingPathComponent("data/postmaster.pid"), encoding: .utf8)
        guard let postmaster = file.split(separator: "\n").first.flatMap({ pid_t($0) }), postmaster > 1 else {
            throw PostgresClusterError(description: "the server has no number: \(file)")
        }
        // Stopped, it starts no further ones, nor does it tell those that are there to end.
        kill(postmaster, SIGSTOP)
        while ServerProcess.all.contains(where: { $0.id == postmaster && $0.state != "T" }) { usleep(500) }
        let processes = [postmaster] + ServerProcess.all.filter { $0.parent == postmaster }.map(\.id)
        for process in processes { kill(process, SIGKILL) }
        while ServerProcess.all.contains(where: { processes.contains($0.id) && $0.state != "Z" }) { usleep(2000) }
    }

    /// Starts the server again after a crash and returns when it has recovered.
    package func restart() async throws {
        let mark = folder.appendingPathComponent("stopped").path
        while !FileManager.default.fileExists(atPath: mark) { try await Task.sleep(for: .milliseconds(5)) }
        try FileManager.default.removeItem(atPath: mark)
        try startServer()
        try await waitUntilReady()
    }

    /// Postgres refuses to run as root, and its folder must be its user's. `stopped` tells us that it is of no use to
    /// wait. QUIT ends the server at once, without a checkpoint nobody needs. Each line that is read starts a server.
    private static let script = """
        folder=$1 binaries=$2 address=$3 port=$4 recovery=$5 certificates=$6
        trap '' INT TERM HUP
        as=
        if [ "$(id -u)" = 0 ]; then
            chown postgres "$folder"
            if command -v setpriv >/dev/null
            then as='setpriv --reuid=postgres --regid=postgres --init-groups --'
            else as='runuser -u postgres --'
            fi
        fi
        {
            $as "$binaries/initdb" -D "$folder/data" -U postgres --locale=C.UTF-8 --encoding=UTF8 --no-sync \\
                --auth-local=trust --auth-host=scram-sha-256 || touch "$folder/stopped"
        } >"$folder/log" 2>&1 </dev/null
        if [ -n "$certificates" ]; then
            cd "$folder/data"
            cp "$certificates"/server.crt "$certificates"/server.key "$certificates"/ca.crt .
            {
                echo 'hostnossl all all 127.0.0.1/32 reject'
                echo 'hostssl all holder 127.0.0.1/32 cert'
            } | cat - pg_hba.conf >pg_hba.new
            mv pg_hba.new pg_hba.conf
            printf '%s\n' 'ssl = on' "ssl_ca_file = 'ca.crt'" >>postgresql.conf
            chmod 600 server.key pg_hba.conf
            [ -z "$as" ] || chown postgres server.crt server.key ca.crt pg_hba.conf
            cd /
        fi
        while read -r _; do
            rm -f "$folder/stopped"
            {
                $as "$binaries/postgres" -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses="$address" \\
                    -c fsync=off -c synchronous_commit="$recovery" -c full_page_writes="$recovery" -c max_connections=300
                touch "$folder/stopped"
            } >>"$folder/log" 2>&1 </dev/null &
        done
        until [ -e "$folder/stopped" ]; do
            server=$(head -n 1 "$folder/data/postmaster.pid") && kill -QUIT "$server"
            sleep 0.1
        done
        rm -rf "$folder"
        """

    private func waitUntilReady() async throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while true {
            do {
                let connection = try await PostgresConnection.connect(socketSettings(database: "postgres"))
                await connection.close()
                return
            } catch {
                let stopped = FileManager.default.fileExists(atPath: folder.appendingPathComponent("stopped").path)
                if stopped || ContinuousClock.now > deadline {
                    let log = try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)
                    throw PostgresClusterError(description: "Postgres did not start: \(error)\n\(log ?? "")")
                }
                try await Task.sleep(for: .milliseconds(30))
            }
        }
    }
}

/// What Linux tells of a process.
private struct ServerProcess {
    let id: pid_t
    let parent: pid_t
    /// `R` and `S` for one at work, `T` for one that is stopped, `Z` for one that has ended and was not asked how.
    let state: Substring

    static var all: [ServerProcess] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { name in
            // `4711 (postgres) S 4700 …`; the name may hold anything.
            guard let id = pid_t(name), let line = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
                let end = line.lastIndex(of: ")")
            else { return nil }
            let fields = line[line.index(after: end)...].split(separator: " ")
            guard fields.count > 1, let parent = pid_t(fields[1]) else { return nil }
            return ServerProcess(id: id, parent: parent, state: fields[0])
        }
    }
}

package struct PostgresClusterError: Error, CustomStringConvertible {
    package let description: String
}
