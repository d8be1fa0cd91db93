import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    @preconcurrency import Glibc
#endif

/// A program that ends with this value, and with the program that started it, however that ends: a shell stands beside it
/// and waits for the end of a pipe that only we can write to. It is out of reach of the terminal, so that Ctrl-C does not
/// end it before us.
final class GuardedProcess: Sendable {
    private static let script = """
        folder=$1
        shift
        exec 3<&0
        "$@" </dev/null 3<&- &
        exec 2>/dev/null
        read -r _ <&3
        kill $!
        rm -rf -- "$folder"
        """

    #if canImport(Darwin)
        private static let newSession = POSIX_SPAWN_SETSID
    #else
        /// POSIX_SPAWN_SETSID, which glibc shows only to programs that ask for GNU's own.
        private static let newSession: Int32 = 0x80
    #endif

    private let shell: pid_t
    private let lifeline: CInt
    private let errors: CInt
    private let output = Mutex((bytes: [UInt8](), isAtEnd: false))

    /// - Parameters:
    ///   - arguments: the program, looked for in PATH, and its arguments.
    ///   - environment: all that it has of it.
    ///   - folder: removed at the end.
    init(_ arguments: [String], environment: [String: String], removing folder: String) throws {
        let (input, lifeline) = try Self.pipe()
        let (errors, output) = try Self.pipe()
        defer {
            close(input)
            close(output)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What we leave to our own handling must end the child.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | Self.newSession
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let words = (["sh", "-c", Self.script, "sh", folder] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var shell: pid_t = 0
        let status = posix_spawn(&shell, "/bin/sh", &actions, &attributes, words, variables)
        guard status == 0 else {
            close(lifeline)
            close(errors)
            throw Files.Failure(description: "/bin/sh cannot be started: \(String(cString: strerror(status)))")
        }
        self.shell = shell
        self.lifeline = lifeline
        self.errors = errors
        _ = fcntl(errors, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(lifeline)
        close(errors)
        var status: CInt = 0
        while waitpid(shell, &status, 0) < 0, errno == EINTR {}
    }

    /// What it has written to standard error so far, and whether it has ended.
    func look() -> (text: String, hasEnded: Bool) {
        output.withLock { output in
            var block = [UInt8](repeating: 0, count: 4096)
            while !output.isAtEnd {
                let count = read(errors, &block, block.count)
                if count > 0 {
                    output.bytes += block[..<count]
                } else if count == 0 {
                    output.isAtEnd = true
                } else if errno != EINTR {
                    break
                }
            }
            return (String(decoding: output.bytes, as: UTF8.self), output.isAtEnd)
        }
    }

    private static func pipe() throws -> (read: CInt, write: CInt) {
        var ends: [CInt] = [-1, -1]
        #if canImport(Darwin)
            let status = Darwin.pipe(&ends)
        #else
            let status = Glibc.pipe(&ends)
        #endif
        guard status == 0 else {
            throw Files.Failure(description: "no pipe can be opened: \(String(cString: strerror(errno)))")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
