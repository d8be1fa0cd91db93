import CSQLite
import Foundation

/// The calls by which SQLite changes files. It lets the calls of its layer for Unix be replaced by name.
enum Writes {
    nonisolated(unsafe) static var countdown = Countdown(.max)

    private typealias Write = @convention(c) (CInt, UnsafeRawPointer?, Int) -> Int
    private typealias WriteAt = @convention(c) (CInt, UnsafeRawPointer?, Int, off_t) -> Int
    private typealias Truncate = @convention(c) (CInt, off_t) -> CInt
    private typealias Unlink = @convention(c) (UnsafePointer<CChar>?) -> CInt

    /// Which of the three ways to write is used was decided when SQLite was built.
    static func intercept() {
        replace("write", by: unsafeBitCast(write, to: sqlite3_syscall_ptr.self))
        replace("pwrite", by: unsafeBitCast(writeAt, to: sqlite3_syscall_ptr.self))
        replace("pwrite64", by: unsafeBitCast(writeAt, to: sqlite3_syscall_ptr.self))
        replace("ftruncate", by: unsafeBitCast(truncate, to: sqlite3_syscall_ptr.self))
        replace("unlink", by: unsafeBitCast(unlink, to: sqlite3_syscall_ptr.self))
    }

    private static func replace(_ name: String, by function: @escaping sqlite3_syscall_ptr) {
        guard let layer = sqlite3_vfs_find(nil), layer.pointee.xGetSystemCall(layer, name) != nil else { return }
        _ = layer.pointee.xSetSystemCall(layer, name, function)
    }

    /// The last write gets half of its bytes into the file.
    private static let write: Write = { file, bytes, count in
        guard countdown.pass() else { return Foundation.write(file, bytes, count) }
        _ = Foundation.write(file, bytes, count / 2)
        Countdown.die()
    }

    private static let writeAt: WriteAt = { file, bytes, count, offset in
        guard countdown.pass() else { return pwrite(file, bytes, count, offset) }
        _ = pwrite(file, bytes, count / 2, offset)
        Countdown.die()
    }

    private static let truncate: Truncate = { file, size in
        if countdown.pass() { Countdown.die() }
        return ftruncate(file, size)
    }

    private static let unlink: Unlink = { path in
        if countdown.pass() { Countdown.die() }
        return path.map { Foundation.unlink($0) } ?? -1
    }
}
