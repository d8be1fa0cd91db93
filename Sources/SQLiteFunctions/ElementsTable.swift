import CSQLite

/// `planar_elements(array)`, a table for the `from` of a select: one row for each element of a JSON array, none for
/// anything else. Of scalars nothing can be read, so their value is NULL; a text that looks like JSON is none.
///
///     select value from planar_elements('[{"a": 1}, 2]')   →   {"a": 1}, NULL
///
/// `json_each` reads an array once to tell that it is one and once for its elements, and spells an element anew each
/// time that a column asks for it.
enum ElementsTable {
    private static let name = "planar_elements"

    static func register(on db: OpaquePointer) throws(SQLiteFunctions.RegistrationError) {
        let code = sqlite3_create_module_v2(db, name, module, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteFunctions.RegistrationError(function: name, code: code) }
    }

    /// Where a select stands in an array. SQLite knows it by the address of `base`, which comes first.
    private struct Cursor {
        var base = sqlite3_vtab_cursor()
        var position = 0
        let array = Unmanaged.passRetained(JSONDocument())
    }

    private static func cursor(
        _ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?
    ) -> UnsafeMutablePointer<Cursor> {
        UnsafeMutableRawPointer(base!).assumingMemoryBound(to: Cursor.self)
    }

    /// Lives as long as the program, and is never written again.
    private nonisolated(unsafe) static let module: UnsafePointer<sqlite3_module> = {
        var module = sqlite3_module()
        module.xConnect = { db, _, _, _, table, _ in
            let code = sqlite3_declare_vtab(db, "create table elements (value text, array hidden)")
            guard code == SQLITE_OK else { return code }
            let new = UnsafeMutablePointer<sqlite3_vtab>.allocate(capacity: 1)
            new.initialize(to: sqlite3_vtab())
            table!.pointee = new
            return SQLITE_OK
        }
        module.xDisconnect = { table in
            table!.deallocate()
            return SQLITE_OK
        }
        module.xBestIndex = { _, plan in choosePlan(&plan!.pointee) }
        module.xOpen = { _, base in
            let new = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
            new.initialize(to: Cursor())
            base!.pointee = UnsafeMutableRawPointer(new).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
            return SQLITE_OK
        }
        module.xClose = { base in
            let old = cursor(base)
            old.pointee.array.release()
            old.deallocate()
            return SQLITE_OK
        }
        module.xFilter = { base, _, _, count, arguments in start(cursor(base), count > 0 ? arguments![0] : nil) }
        module.xNext = { base in
            cursor(base).pointee.position += 1
            return SQLITE_OK
        }
        module.xEof = { base in
            let cursor = cursor(base)
            return cursor.pointee.position < cursor.pointee.array._withUnsafeGuaranteedRef { $0.elementCount } ? 0 : 1
        }
        module.xColumn = { base, context, column in
            let cursor = cursor(base)
            // The array itself is of no interest.
            guard column == 0 else { return SQLITE_OK }
            cursor.pointee.array._withUnsafeGuaranteedRef {
                setValue($0.element(cursor.pointee.position), on: context!)
            }
            return SQLITE_OK
        }
        module.xRowid = { base, rowid in
            rowid!.pointee = Int64(cursor(base).pointee.position)
            return SQLITE_OK
        }
        let lasting = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
        lasting.initialize(to: module)
        return UnsafePointer(lasting)
    }()

    /// Takes the array, which is what the hidden column has to be equal to.
    private static func choosePlan(_ plan: inout sqlite3_index_info) -> Int32 {
        for index in 0..<Int(plan.nConstraint) where plan.aConstraint[index].iColumn == 1 {
            // Its value comes from a table that is read later.
            guard plan.aConstraint[index].usable != 0 else { return SQLITE_CONSTRAINT }
            guard Int32(plan.aConstraint[index].op) == SQLITE_INDEX_CONSTRAINT_EQ else { continue }
            plan.aConstraintUsage[index].argvIndex = 1
            plan.aConstraintUsage[index].omit = 1
            plan.estimatedCost = 1
            break
        }
        return SQLITE_OK
    }

    /// - Parameter array: nil where none was given.
    private static func start(_ cursor: UnsafeMutablePointer<Cursor>, _ array: OpaquePointer?) -> Int32 {
        cursor.pointee.position = 0
        return cursor.pointee.array._withUnsafeGuaranteedRef { document in
            let text = array.flatMap { sqlite3_value_text($0) }
            do throws(ValueError) {
                if let text {
                    try document.load(Bytes(start: text, count: Int(sqlite3_value_bytes(array))))
                } else {
                    document.clear()
                }
                return SQLITE_OK
            } catch {
                fail(error, cursor)
                return SQLITE_ERROR
            }
        }
    }

    private static func fail(_ error: ValueError, _ cursor: UnsafeMutablePointer<Cursor>) {
        let message = Array(error.message.utf8CString)
        // SQLite frees it.
        let copy = sqlite3_malloc64(UInt64(message.count))?.assumingMemoryBound(to: CChar.self)
        copy?.update(from: message, count: message.count)
        sqlite3_free(cursor.pointee.base.pVtab.pointee.zErrMsg)
        cursor.pointee.base.pVtab.pointee.zErrMsg = copy
    }

    private static func setValue(_ element: Bytes, on context: OpaquePointer) {
        guard element[0] == UInt8(ascii: "{") || element[0] == UInt8(ascii: "[") else { return }
        element.withMemoryRebound(to: CChar.self) {
            sqlite3_result_text64(
                context, $0.baseAddress, UInt64($0.count), csqlite_transient(), UInt8(SQLITE_UTF8))
        }
    }
}
