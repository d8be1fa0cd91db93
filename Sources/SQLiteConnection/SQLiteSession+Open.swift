import CSQLite
import Runner

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension SQLiteSession {
    /// SQLite takes a lock at each allocation only to count it for functions that Planar does not call. A process that has
    /// used SQLite before goes on counting.
    private static let countsNoMemory = csqlite_count_no_memory() == SQLITE_OK

    static func openFile(_ path: String, creating: Bool) throws -> OpaquePointer {
        _ = countsNoMemory
        var handle: OpaquePointer?
        // The actor takes care that one thread at a time is inside.
        let flags =
            SQLITE_OPEN_READWRITE | (creating ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            let text = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(handle)
            if !creating, isFolder(folder(of: path)), access(path, F_OK) != 0 {
                throw DatabaseError(
                    kind: .connection, code: ResultCode.name(code), message: "\(path) does not exist",
                    hint: "load the raw tables first, or check the path")
            }
            throw openFailure(code, path: path, text: text)
        }
        return handle
    }

    /// Reads the file for the first time and sets up the session.
    ///
    /// Readers never see half a table in either journal mode. Under WAL they are not blocked either, so a new file gets
    /// it. An existing file keeps the mode that it has, for WAL is stored in the file and changes what its owner may do
    /// with it: it cannot lie on a network drive, nor be read where the reader cannot write beside it, nor be copied
    /// without its `-wal`. In the older mode readers are shut out only while changed pages are written to the file;
    /// keeping up to `spill` pages in memory moves that from the midst of a transaction to its commit. One that changes
    /// more shuts them out from there on, because memory is not to grow with it.
    func configure(path: String) throws {
        csqlite_set_flag(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0)
        // Otherwise a misspelt "column" silently is a text.
        csqlite_set_flag(handle, SQLITE_DBCONFIG_DQS_DML, 0)
        csqlite_set_flag(handle, SQLITE_DBCONFIG_DQS_DDL, 0)
        try refuseReadOnly(path)
        do {
            _ = try run("select count(*) from main.sqlite_schema", keepingRows: true)
            if try setting("page_count") == "0" { try preferWAL() }
            let wal = try setting("journal_mode") == "wal"
            // Under WAL a power cut may lose the last transactions but damages nothing; the next run does them again.
            _ = try run("pragma synchronous = \(wal ? "normal" : "full")", keepingRows: false)
            if !wal { _ = try run("pragma cache_spill = \(Self.spill)", keepingRows: false) }
            _ = try run("pragma cache_size = -\(Self.cache)", keepingRows: false)
        } catch let error as DatabaseError {
            throw Self.openFailure(sqlite3_extended_errcode(handle), path: path, text: error.message)
        }
    }

    /// 16 MB of pages of 4 kB. SQLite reads the number a second time as a switch, by its lowest byte: 4096 would mean that
    /// changed pages are never written before the commit.
    private static let spill = 4095
    /// In kB: of pages, and of rows that are being sorted, each. The rest of both goes to files.
    private static let cache = 12288

    private func setting(_ name: String) throws -> String? {
        try run("pragma main.\(name)", keepingRows: true).rows.first?.first ?? nil
    }

    /// Another session may be just creating the file; whoever is first decides.
    private func preferWAL() throws {
        do {
            _ = try run("pragma main.journal_mode = wal", keepingRows: false)
        } catch let error as DatabaseError where error.code == "SQLITE_BUSY" {}
    }

    /// SQLite opens a file that it may not write for reading, and fails at the first change.
    private func refuseReadOnly(_ path: String) throws {
        guard sqlite3_db_readonly(handle, "main") == 1 else { return }
        throw DatabaseError(kind: .connection, code: "SQLITE_READONLY", message: "\(path) cannot be written")
    }

    private static func openFailure(_ code: CInt, path: String, text: String) -> DatabaseError {
        DatabaseError(
            kind: code & 0xff == SQLITE_BUSY ? .locked : .connection, code: ResultCode.name(code),
            message: reason(code, path: path) ?? "cannot open \(path)",
            detail: text)
    }

    private static func reason(_ code: CInt, path: String) -> String? {
        switch code & 0xff {
        case SQLITE_NOTADB: return "\(path) is not a SQLite database"
        case SQLITE_CORRUPT: return "\(path) is damaged"
        case SQLITE_BUSY: return "\(path) is locked by another program"
        default: break
        }
        if isFolder(path) { return "\(path) is a folder, not a SQLite file" }
        let folder = folder(of: path)
        if !isFolder(folder) { return "cannot create \(path): there is no folder \(folder)" }
        if access(path, F_OK) != 0 { return "cannot create \(path): its folder cannot be written" }
        if access(path, R_OK | W_OK) != 0 { return "\(path) cannot be read and written" }
        // The journal lies beside the file.
        return access(folder, W_OK) == 0 ? nil : "cannot write beside \(path), where the journal has to go"
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
