import FoundationEssentials

#if canImport(Darwin)
    import Darwin
#else
    @preconcurrency import Glibc
#endif

/// How `ssh` gets a password: it starts this program once more, which finds the answer in its environment. Nothing stands
/// in a file or among arguments, and no folder has to allow programs.
enum Askpass {
    private static let variable = "PLANAR_SSH_ANSWER"

    /// What this program was started to say, nil where it was started for anything else.
    static var answer: String? { ProcessInfo.processInfo.environment[variable] }

    /// For that child alone.
    static func environment(answering password: String) -> [String: String] {
        ["SSH_ASKPASS": program, "SSH_ASKPASS_REQUIRE": "force", variable: password]
    }

    /// The path of this program.
    private static var program: String {
        guard let path = realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
        defer { free(path) }
        return String(cString: path)
    }
}
