import Foundation

/// An authority, what it has signed, and another authority, made by `openssl` in a folder that goes with this value:
/// `ca`, `server` for localhost, `client` for the role `holder`, `other` (`.crt` and `.key`, no passwords), and
/// `client-locked.key`, which the password opens.
package final class TestCertificates: Sendable {
    package let folder: URL
    package let password = "hunter2 of the key"
    package let wrongPassword = "hunter2"

    package init() throws {
        folder = try temporaryFolder()
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", Self.script, "planar-test-certificates", password, wrongPassword]
        shell.currentDirectoryURL = folder
        shell.standardInput = FileHandle.nullDevice
        let errors = Pipe()
        shell.standardError = errors
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        guard shell.terminationStatus == 0 else {
            throw PostgresClusterError(description: "no certificates; is openssl there?\n\(text)")
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    package func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    private static let script = """
        set -e
        new='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
        for name in ca other; do
            openssl req -x509 $new -keyout $name.key -out $name.crt -subj "/CN=planar test $name" -days 2
        done
        sign() {
            openssl req -new $new -keyout $1.key -out $1.csr -subj "/CN=$2" -addext "subjectAltName=DNS:$2"
            openssl x509 -req -in $1.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -copy_extensions copy -out $1.crt
        }
        sign server localhost
        sign client holder
        # One wrong password in 200 makes something of a key that is only found to be none afterwards.
        until openssl pkey -in client-locked.key -passin "pass:$2" -noout 2>&1 | grep -q 'bad decrypt'; do
            openssl pkcs8 -topk8 -v2 aes-256-cbc -in client.key -passout "pass:$1" -out client-locked.key
        done
        """
}
