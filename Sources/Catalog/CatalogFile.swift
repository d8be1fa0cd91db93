#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension CatalogSource {
    /// The catalog in a file; one that is missing, a directory or not readable is reported.
    package convenience init?(path: String, into diagnostics: inout Diagnostics) {
        do throws(FileError) {
            self.init(file: path, bytes: try readFile(path))
        } catch {
            diagnostics.report(error.diagnostic(file: path))
            return nil
        }
    }
}

private struct FileError: Error {
    let number: Int32

    func diagnostic(file: String) -> Diagnostic {
        switch number {
        case ENOENT, ENOTDIR: .fileNotFound(file)
        case EISDIR: .fileIsDirectory(file)
        default: .fileUnreadable(file, reason: String(cString: strerror(number)))
        }
    }
}

/// To the end rather than to the size at the start, so that pipes can be read as well.
private func readFile(_ path: String) throws(FileError) -> [UInt8] {
    // A path that holds NUL would be cut there and name another file.
    if path.isEmpty || path.utf8.contains(0) { throw FileError(number: ENOENT) }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 { throw FileError(number: errno) }
    defer { close(file) }
    var status = stat()
    if fstat(file, &status) != 0 { throw FileError(number: errno) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(0, Int(status.st_size)))
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(file, &block, block.count)
        if count == 0 { return bytes }
        if count > 0 {
            bytes.append(contentsOf: block[..<count])
        } else if errno != EINTR {
            throw FileError(number: errno)
        }
    }
}
