import FoundationEssentials
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    @preconcurrency import Glibc
#endif

/// A folder for secrets that other programs read from files: nobody else can look into it, and it goes with this value, or
/// with the program, however that calls for its own end.
final class PrivateFolder: Sendable {
    let path: String

    /// Those that are there.
    private static let all = Mutex<Set<String>>([])
    private static let removalAtExit: Void = {
        atexit { for path in PrivateFolder.all.withLock({ $0 }) { PrivateFolder.remove(path) } }
    }()

    /// - Throws: where the folder for temporary files cannot be written.
    init() throws {
        let parent = FileManager.default.temporaryDirectory.path
        var template = Array("\(parent)/planar-XXXXXX".utf8CString)
        // Mode 700.
        guard let path = mkdtemp(&template).map({ String(cString: $0) }) else {
            throw Files.Failure(
                description: "\(parent): no folder for keys can be made there; set TMPDIR to one that can be written")
        }
        self.path = path
        _ = Self.removalAtExit
        Self.all.withLock { _ = $0.insert(path) }
    }

    deinit { remove() }

    /// Writes a file that nobody else can read.
    ///
    /// - Returns: its path.
    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        defer { if descriptor >= 0 { close(descriptor) } }
        var rest = Array(text.utf8)[...]
        while descriptor >= 0, !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.write(descriptor, $0) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        guard rest.isEmpty, descriptor >= 0 else {
            throw Files.Failure(description: "\(file): cannot be written; is the disk full?")
        }
        return file
    }

    func remove() {
        Self.remove(path)
        Self.all.withLock { _ = $0.remove(path) }
    }

    private static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    private static func write(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
