import FoundationEssentials
import Generation
import TableModel

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Files, with errors that name the file and say what is the matter.
enum Files {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func read(_ path: String) throws -> [UInt8] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure(description: "\(path): no such file")
        }
        if isFolder { throw Failure(description: "\(path) is a folder, not a file") }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure(description: "\(path): cannot be read; check its permissions")
        }
        return Array(bytes)
    }

    static func lockedNames(_ path: String) throws -> ResolvedNames {
        guard let names = LockFile.names(in: try read(path)) else {
            throw Failure(
                description: """
                    \(path) is no lock file of Planar
                        hint: bring back the one that was there, or remove it to name everything afresh
                    """)
        }
        return names
    }

    /// Writes a text where the file has another one.
    ///
    /// - Parameter pieces: what the text is made of, so that a long one need not be held.
    /// - Returns: whether anything was written.
    static func write(_ pieces: some Sequence<String>, to path: String) throws -> Bool {
        var replacement = Replacement(of: path)
        for piece in pieces {
            var piece = piece
            guard piece.withUTF8({ replacement.append(UnsafeRawBufferPointer($0)) }) else { break }
        }
        switch replacement.finish() {
        case .written: return true
        case .unchanged: return false
        case .failed:
            throw Failure(description: "\(path): cannot be written; check that the folder is there and writable")
        }
    }

    static func createFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                description:
                    "\(path): the folder cannot be created; check that nothing else has its name and that it is writable"
            )
        }
    }

    /// - Parameter nothing: what can then not be written there: `no report`.
    static func checkIsWritable(_ path: String, else nothing: String) throws {
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw Failure(description: "\(path): \(nothing) can be written there; check its permissions")
        }
    }

    /// The texts of a folder's files by their path in it.
    static func texts(below folder: String, suffix: String) throws -> [String: String] {
        // For a file there are no paths and no error.
        var isFolder = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder,
            let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder)
        else {
            throw Failure(description: "\(folder) is not a folder that can be read")
        }
        var texts: [String: String] = [:]
        for path in paths where path.hasSuffix(suffix) {
            texts[path] = String(decoding: try read("\(folder)/\(path)"), as: UTF8.self)
        }
        return texts
    }
}
