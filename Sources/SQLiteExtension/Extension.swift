import CSQLite
import SQLiteFunctions

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the sqlite3 shell calls after `.load ./libplanar_sqlite`, a name that it makes from the library's. The
/// connection gets all of Planar's functions; `planar_now()` is the instant of loading,
/// and hashes of personal values are made with the secret in `PLANAR_MASK_SECRET`.
@_cdecl("sqlite3_planarsqlite_init")
public func loadPlanarFunctions(
    _ db: OpaquePointer, _ message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ api: OpaquePointer?
) -> Int32 {
    do {
        try SQLiteFunctions.register(
            on: db, clock: RunClock(), maskSecret: getenv("PLANAR_MASK_SECRET").map { String(cString: $0) })
        return SQLITE_OK
    } catch {
        return error.code
    }
}
