import Dialects
import Foundation
import PostgresConnection

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

    /// - Parameter tcp: listens on 127.0.0.1 too, where a password is asked for; see ``tcpSettings(user:password:database:)``.
    ///   Otherwise nothing but a socket in the server's folder, open to every role.
    package static func start(tcp: Bool = false) async throws -> PostgresCluster {
        let binaries = try findPostgres()
        let folder = try temporaryFolder()
        let cluster = PostgresCluster(folder: folder, tcpPort: tcp ? try LocalListener().port : 0, lifeline: Pipe())
        try cluster.launch(binaries)
        try await cluster.waitUntilReady()
        return cluster
    }

    /// Settings of a new, empty database, as its superuser.
    package func createDatabase(_ name: String) async throws -> PostgresSettings {
        let connection = try await PostgresConnection.connect(socketSettings(database: "postgres"))
        do {
            try await connection.execute("create database \(quoted(name)) template template0")
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        return socketSettings(database: name)
    }

    /// The way in that asks for a password; only for a cluster started with `tcp`.
    package func tcpSettings(user: String, password: String?, database: String, sslMode: String? = nil)
        -> PostgresSettings
    {
        PostgresSettings(
            host: "127.0.0.1", port: tcpPort, user: user, password: password, database: database, sslMode: sslMode)
    }

    private func socketSettings(database: String) -> PostgresSettings {
        PostgresSettings(host: folder.path, port: socketPort, user: "postgres", database: database)
    }

    /// The port is part of the socket's name.
    private var socketPort: Int { tcpPort == 0 ? 5432 : tcpPort }

    private func quoted(_ name: String) -> SQL {
        SQL(trusted: "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"")
    }

    private func launch(_ binaries: URL) throws {
        // The server must not hold the other end, or it would outlive us.
        let end = lifeline.fileHandleForWriting.fileDescriptor
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)

        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
            "-c", Self.script, "planar-test-postgres", folder.path, binaries.path, tcpPort == 0 ? "" : "127.0.0.1",
            String(socketPort),
        ]
        shell.currentDirectoryURL = URL(fileURLWithPath: "/")
        shell.standardInput = lifeline.fileHandleForReading
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        try lifeline.fileHandleForReading.close()
    }

    /// Postgres refuses to run as root, and its folder must be its user's. `stopped` tells us that it is of no use to
    /// wait. QUIT ends the server at once, without a checkpoint nobody needs.
    private static let script = """
        folder=$1 binaries=$2 address=$3 port=$4
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
                --auth-local=trust --auth-host=scram-sha-256 &&
            $as "$binaries/postgres" -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses="$address" \\
                -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100
            touch "$folder/stopped"
        } >"$folder/log" 2>&1 </dev/null &
        cat >/dev/null
        until [ -e "$folder/stopped" ]; do
            server=$(head -n 1 "$folder/data/postmaster.pid") && kill -QUIT "$server"
            sleep 0.1
        done
        rm -rf "$folder"
        """

    private func waitUntilReady() async throws {
        let deadline = ContinuousClock.now + .seconds(60)
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

package struct PostgresClusterError: Error, CustomStringConvertible {
    package let description: String
}
