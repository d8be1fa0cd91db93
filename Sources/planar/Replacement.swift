#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A text that takes the place of a file's. It is compared as it comes, and written only from where it differs: beside the
/// file and then into its place, so that nobody reads half a file. It is not waited for until it is on the disk, as
/// Foundation's atomic writing does: thousands of files can be written again.
struct Replacement: ~Copyable {
    enum Outcome {
        case written, unchanged, failed
    }

    private let path: String
    private let newPath: String
    /// What is there, read as far as it is the same; -1 where nothing is.
    private let former: Int32
    /// -1 as long as nothing differs.
    private var new: Int32 = -1
    private var sameLength = 0
    private var isFailed = false

    init(of path: String) {
        self.path = path
        newPath = "\(path).planar-new"
        former = open(path, O_RDONLY | O_CLOEXEC)
    }

    deinit {
        if former >= 0 { close(former) }
        if new >= 0 { close(new) }
    }

    /// - Returns: false where it cannot be written.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if new < 0 {
            if isNext(bytes) {
                sameLength += bytes.count
                return true
            }
            begin()
        }
        add(bytes)
        return !isFailed
    }

    mutating func finish() -> Outcome {
        // What is there may go on.
        if new < 0, !isFailed {
            if isAtEnd { return .unchanged }
            begin()
        }
        if !isFailed, rename(newPath, path) == 0 { return .written }
        unlink(newPath)
        return .failed
    }

    private mutating func begin() {
        new = open(newPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        isFailed = new < 0
        if sameLength == 0 { return }
        lseek(former, 0, SEEK_SET)
        var rest = sameLength
        Self.withBlock { block in
            while rest > 0, !isFailed {
                let count = read(former, block.baseAddress, min(rest, block.count))
                guard count > 0 else {
                    isFailed = true
                    return
                }
                add(UnsafeRawBufferPointer(rebasing: block[..<count]))
                rest -= count
            }
        }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty, !isFailed {
            let count = write(new, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { isFailed = true }
        }
    }

    /// Whether the file goes on with these bytes.
    private func isNext(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard former >= 0 else { return false }
        return Self.withBlock { block in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = read(former, block.baseAddress, min(rest.count, block.count))
                guard count > 0,
                    memcmp(block.baseAddress!, UnsafeRawBufferPointer(rebasing: rest).baseAddress!, count) == 0
                else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    private var isAtEnd: Bool {
        guard former >= 0 else { return false }
        var byte: UInt8 = 0
        return read(former, &byte, 1) == 0
    }

    private static func withBlock<Value>(_ body: (UnsafeMutableRawBufferPointer) -> Value) -> Value {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16, body)
    }
}
