import Foundation
import PostgresConnection
import TestSupport
import Testing

/// A Postgres that is reached through a host with SSH.
@Suite(.serialized) struct TunnelTests {
    /// As Airbyte's form hands a key over, and as it stands in its file.
    @Test(arguments: [false, true])
    func aKey(_ inOneLine: Bool) async throws {
        let site = try await Site()
        var method = try site.keyMethod
        if inOneLine { method["ssh_key"] = try site.ssh.key.replacing("\n", with: "\\n") }
        let outcome = try await site.run(method)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await site.prices() == [["tea"]])
        // The database could be reached without: it is the server that tells.
        #expect(site.ssh.log.components(separatedBy: "Accepted publickey").count == 2)
    }

    @Test func whileItIsOpenTheKeyIsNowhere() async throws {
        let site = try await Site()
        let running = try await site.heldRun(site.keyMethod)
        #expect(try site.sshProcesses().count == 1)
        #expect(try site.temporaryFiles() == [])
        try await site.connection.execute("commit")
        #expect(await running.outcome().status == 0)
        try await site.expectNothingLeft()
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func howeverTheRunEndsTheTunnelEnds(_ signal: Int32) async throws {
        let site = try await Site()
        let running = try await site.heldRun(site.keyMethod)
        running.send(signal)
        let outcome = await running.outcome()
        #expect(outcome.status == (signal == SIGKILL ? -SIGKILL : 130))
        try await site.expectNothingLeft()
        try await site.connection.execute("rollback")
        if signal != SIGKILL {
            // The server was told to cancel, through the tunnel.
            #expect(outcome.output.contains("cancelled, what was in flight was rolled back"))
            let sessions = try await site.connection.rows(
                .init(
                    trusted:
                        "select 1 from pg_stat_activity where usename = '\(site.settings.user)' and state = 'active'"))
            #expect(sessions.isEmpty)
        }
    }

    /// A host that takes connections and says nothing: the key lies in its file for as long as ssh waits.
    @Test(arguments: [SIGINT, SIGKILL])
    func waitingForTheHostIsInterrupted(_ signal: Int32) async throws {
        let site = try await Site()
        let silent = try LocalListener()
        let running = try site.start(site.keyMethod, sshPort: silent.port)
        let deadline = ContinuousClock.now + .seconds(300)
        while try site.sshProcesses().isEmpty, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
        }
        let folder = try #require(try site.temporaryFiles().first)
        func permissions(_ name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: site.folder.path("tmp/\(name)"))[.posixPermissions] as? Int
        }
        #expect(try permissions(folder) == 0o700)
        #expect(try permissions("\(folder)/key") == 0o600)
        running.send(signal)
        #expect(await running.outcome().status == (signal == SIGKILL ? -SIGKILL : 130))
        try await site.expectNothingLeft()
        withExtendedLifetime(silent) {}
    }

    @Test func keysThatDoNotOpenTheDoor() async throws {
        let site = try await Site()
        let made = try await Planar.system(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "other"], in: site.folder)
        try #require(made.status == 0)
        var method = try site.keyMethod
        method["ssh_key"] = try String(contentsOfFile: site.folder.path("other"), encoding: .utf8)
        let other = try await site.run(method)
        #expect(other.status == 1)
        #expect(try site.trace(other).type == "config_error")
        #expect(
            try site.trace(other).message.hasPrefix(
                "no SSH tunnel over \(site.ssh.user)@127.0.0.1:\(site.ssh.port) [28000]\n"))
        #expect(try site.trace(other).message.contains("Permission denied (publickey)"))
        #expect(try site.trace(other).message.contains("hint: check tunnel_user and its key"))

        method["ssh_key"] = "hunter2"
        let none = try await site.run(method)
        #expect(none.status == 1)
        #expect(try site.trace(none).type == "config_error")
        #expect(try site.trace(none).message.contains("hint: ssh_key has to be a whole private key"), "\(none)")
    }

    @Test func noFolderForTheKey() async throws {
        let site = try await Site()
        let outcome = try await site.run(site.keyMethod, environment: ["TMPDIR": site.folder.path("nosuch")])
        #expect(outcome.status == 1)
        #expect(try site.trace(outcome).type == "config_error")
        #expect(try site.trace(outcome).message.contains("set TMPDIR to one that can be written"))
    }

    @Test func hostsWhoseKeyIsKnown() async throws {
        let site = try await Site()
        try site.folder.write(try site.ssh.knownHost, to: "known hosts")
        let variable = "PLANAR_SSH_KNOWN_HOSTS"
        let right = try await site.run(site.keyMethod, environment: [variable: site.folder.path("known hosts")])
        #expect(right.status == 0, "\(right)")
        let pair = try await Planar.system(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "other"], in: site.folder)
        try #require(pair.status == 0)
        let key = try String(contentsOfFile: site.folder.path("other.pub"), encoding: .utf8)
        try site.folder.write("[127.0.0.1]:\(site.ssh.port) \(key)", to: "other hosts")
        for file in ["other hosts", "catalog.json"] {
            let wrong = try await site.run(site.keyMethod, environment: [variable: site.folder.path(file)])
            #expect(wrong.status == 1)
            #expect(try site.trace(wrong).type == "config_error")
            #expect(try site.trace(wrong).message.contains("hint: the host shows another key"), "\(wrong)")
        }
    }

    @Test func whatCannotBeReached() async throws {
        let site = try await Site()
        let database = try await site.run(site.keyMethod, port: 1)
        #expect(database.status == 1)
        #expect(try site.trace(database).type == "system_error")
        #expect(
            try site.trace(database).message.hasPrefix("cannot reach 127.0.0.1:1 through the SSH tunnel [08001]\n"))
        #expect(try site.trace(database).message.contains("open failed: connect failed: Connection refused"))
        let host = try await site.run(site.keyMethod, sshPort: 1)
        #expect(host.status == 1)
        #expect(try site.trace(host).type == "system_error")
        #expect(try site.trace(host).message.contains("hint: check tunnel_host and tunnel_port"))
        let program = try await site.run(site.keyMethod, environment: ["PATH": "/nosuch"])
        #expect(program.status == 1)
        #expect(try site.trace(program).message.contains("hint: install the system's SSH client"), "\(program)")
    }

    /// Through `SSH_ASKPASS`; the server is a stand-in, since OpenSSH's own asks for passwords only as root.
    @Test func aPassword() async throws {
        let site = try await Site()
        let password = #"hunter2 'x' "y" $HOME \n %h"#
        let server = try SSHPasswordServer(user: "jump", password: password)
        var method: [String: Any] = [
            "tunnel_method": "SSH_PASSWORD_AUTH", "tunnel_user": "jump", "tunnel_user_password": password,
        ]
        let running = try await site.heldRun(method, sshPort: server.port)
        #expect(try site.sshProcesses().count == 1)
        #expect(try site.commandLines().contains { $0.text.contains("hunter2 'x'") } == false)
        #expect(try site.temporaryFiles() == [])
        try await site.connection.execute("commit")
        let outcome = await running.outcome()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await site.prices() == [["tea"]])
        try await site.expectNothingLeft()

        method["tunnel_user_password"] = "hunter2"
        let wrong = try await site.run(method, sshPort: server.port)
        #expect(wrong.status == 1)
        #expect(try site.trace(wrong).type == "config_error")
        #expect(try site.trace(wrong).message.contains("Permission denied"), "\(wrong)")
        withExtendedLifetime(server) {}
    }

    /// A tunnel that breaks off takes the sessions with it; the next stream gets another one.
    @Test func aTunnelThatBreaksOff() async throws {
        let site = try await Site()
        try site.folder.write(Shop.catalog(Shop.prices, Shop.shops), to: "catalog.json")
        try await site.connection.execute(
            """
            create table public._airbyte_raw_shops (
                _airbyte_ab_id varchar, _airbyte_data jsonb, _airbyte_emitted_at timestamptz
            );
            insert into public._airbyte_raw_shops values ('1', '{"id": 1}', now())
            """)
        let running = try await site.heldRun(site.keyMethod)
        for process in try site.sshProcesses() { kill(process, SIGTERM) }
        let outcome = await running.outcome()
        try await site.connection.execute("commit")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(try site.trace(outcome).type == "system_error")
        #expect(try await site.connection.rows("select id from public.shops") == [["1"]])
        try await site.expectNothingLeft()
    }
}
