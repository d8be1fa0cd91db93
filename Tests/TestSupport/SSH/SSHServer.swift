import Foundation

/// OpenSSH's server for tests, run by a normal user on a free port, which lets that user in by one key. It ends, and its
/// folder goes, with this value or with the test process.
package final class SSHServer: Sendable {
    package let port: Int
    package let user: String
    private let folder: URL
    private let lifeline: Pipe

    private init(port: Int, user: String, folder: URL, lifeline: Pipe) {
        (self.port, self.user, self.folder, self.lifeline) = (port, user, folder, lifeline)
    }

    /// As root it runs as Postgres' user does, which has a shell.
    package static func start() async throws -> SSHServer {
        let server = SSHServer(
            port: try LocalListener().port, user: getuid() == 0 ? "postgres" : NSUserName(),
            folder: try temporaryFolder(), lifeline: Pipe())
        try server.launch()
        let deadline = ContinuousClock.now + .seconds(300)
        while !server.log.contains("Server listening on") {
            if ContinuousClock.now > deadline {
                throw PostgresClusterError(
                    description: "sshd did not start; is the Debian package openssh-server there?\n\(server.log)")
            }
            try await Task.sleep(for: .milliseconds(30))
        }
        return server
    }

    /// The private key that opens the door.
    package var key: String {
        get throws { try String(contentsOf: folder.appending(path: "client"), encoding: .utf8) }
    }

    /// What the server says of those who come.
    package var log: String { (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? "" }

    /// The line of a file of known hosts.
    package var knownHost: String {
        get throws {
            let text = try String(contentsOf: folder.appending(path: "host.pub"), encoding: .utf8)
            return "[127.0.0.1]:\(port) " + text.split(separator: " ").prefix(2).joined(separator: " ") + "\n"
        }
    }

    private func launch() throws {
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", Self.script, "planar-test-sshd", folder.path, String(port), user]
        shell.currentDirectoryURL = URL(filePath: "/")
        shell.standardInput = lifeline.fileHandleForReading
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        try lifeline.fileHandleForReading.close()
    }

    /// sshd starts itself anew for each that comes, by its absolute path.
    private static let script = """
        folder=$1 port=$2 user=$3
        trap '' INT TERM HUP
        cd "$folder"
        for name in client host; do ssh-keygen -q -t ed25519 -N '' -f $name; done
        cp client.pub authorized
        cat >config <<END
        Port $port
        ListenAddress 127.0.0.1
        HostKey $folder/host
        AuthorizedKeysFile $folder/authorized
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PidFile none
        LogLevel VERBOSE
        END
        as=
        if [ "$(id -u)" = 0 ]; then
            chown -R "$user" .
            as="setpriv --reuid=$user --regid=$(id -g "$user") --init-groups --"
        fi
        $as "$(PATH=$PATH:/usr/sbin command -v sshd)" -D -e -f "$folder/config" </dev/null >log 2>&1 &
        server=$!
        read -r _
        kill $server
        cd /
        rm -rf "$folder"
        """
}

/// A server in Python that lets a user in by a password, which OpenSSH's own does only with the rights of root.
package final class SSHPasswordServer: Sendable {
    package let port: Int
    private let lifeline: Pipe

    package init(user: String, password: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        let python = root.appending(path: ".build/python/ssh/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw PostgresClusterError(description: "these tests need \(python.path): run .ci/python ssh")
        }
        let (process, output) = (Process(), Pipe())
        lifeline = Pipe()
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.executableURL = python
        process.arguments = [root.appending(path: "Tests/TestSupport/SSH/password_server.py").path]
        process.standardInput = lifeline.fileHandleForReading
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try output.fileHandleForWriting.close()
        let wanted = try JSONEncoder().encode(["user": user, "password": password])
        try lifeline.fileHandleForWriting.write(contentsOf: wanted + Data("\n".utf8))
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .newlines)) else {
            throw PostgresClusterError(description: "the SSH server did not start: \(line)")
        }
        self.port = port
    }
}
