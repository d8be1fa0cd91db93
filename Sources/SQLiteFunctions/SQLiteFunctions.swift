import CSQLite

/// SQL functions that make SQLite see values as Postgres 15 does (TimeZone UTC, DateStyle ISO, MDY): the same text
/// forms and therefore the same hashes. Unless said otherwise NULL goes in and NULL comes out.
///
/// | function | like Postgres' |
/// |---|---|
/// | `planar_json_text(doc, key)` | `jsonb_extract_path_text(doc::jsonb, key)` |
/// | `planar_json_get(doc, key)` | `jsonb_extract_path(doc::jsonb, key)::text` |
/// | `planar_json(doc)` | `doc::jsonb::text` |
/// | `planar_integer(text)`, `planar_numeric`, `planar_float`, `planar_boolean` | a cast, with its errors |
/// | `planar_date(text)`, `planar_timestamptz`, `planar_timestamp` | a cast, with its errors |
/// | `planar_time(text)`, `planar_timetz` | a cast, with its errors |
/// | `planar_fits(text, type)` | whether that cast would succeed: 1 or 0 |
/// | `planar_try_integer(text)` and so on | a cast that gives NULL where it fails, and takes `1.0` for an integer |
/// | `planar_try_json_text(doc, key)`, `planar_try_json_get` | as without `try`, NULL for what cannot be a text |
/// | `planar_is_object(doc)` | `jsonb_typeof(doc::jsonb) = 'object'`, and 0 where it is no JSON |
/// | `planar_misfit(doc, key, type)` | why the value cannot be of the type, NULL where it can |
/// | `planar_spelled(doc, key)` | the value as text, with its escapes where they stand for no character |
/// | `planar_float_text(real)`, `planar_boolean_text(integer)` | a cast to text |
/// | `planar_md5(text)` | `md5` |
/// | `planar_hash(a, b, ...)` | `md5` of the key of these values |
/// | `planar_key(a, b, ...)` | `coalesce(a::text, '') \|\| '-' \|\| coalesce(b::text, '') ...` |
/// | `planar_numeric_order(text)` | text that sorts as the numeric does |
/// | `planar_timetz_order(text)` | number that sorts as the time with a zone does |
/// | `planar_mask(text, mask)` | a text under a mask: `hash`, `redact`, `partial 4` … |
/// | `planar_masked(json, spec)` | a nested value with members masked, as `_planar.masked` of Postgres |
/// | `planar_masked_values(json, spec)` | a JSON array of the texts and numbers that masks keep out |
/// | `planar_elements(array)` | `jsonb_array_elements`, a table; none where there is no array |
/// | `planar_now()` | `now()` of the run |
package enum SQLiteFunctions {
    /// SQLite refused to take a function: `code` is its result code.
    package struct RegistrationError: Error, Sendable {
        package let function: String
        package let code: Int32
    }

    /// Makes the functions known to a connection. They live as long as the connection does.
    ///
    /// - Parameter maskSecret: what hashes of personal values are made with; without it they fail.
    package static func register(
        on db: OpaquePointer, clock: RunClock, maskSecret: String? = nil
    ) throws(RegistrationError) {
        let functions =
            documentFunctions() + castFunctions + textFunctions
            + maskFunctions(secret: maskSecret.map { Array($0.utf8) })
        for function in functions {
            try register(function, on: db, flags: SQLITE_DETERMINISTIC)
        }
        // Not deterministic: the clock may be restarted between statements.
        let now = Function("planar_now", 0) { call in call.set(clock.text) }
        try register(now, on: db, flags: 0)
        try ElementsTable.register(on: db)
    }

    private static func register(_ function: Function, on db: OpaquePointer, flags: Int32) throws(RegistrationError) {
        let code = sqlite3_create_function_v2(
            db, function.name, function.argumentCount, SQLITE_UTF8 | SQLITE_INNOCUOUS | flags,
            Unmanaged.passRetained(function).toOpaque(),
            { context, count, arguments in
                // Without counting references: SQLite keeps the function as long as it calls it.
                Unmanaged<Function>.fromOpaque(sqlite3_user_data(context))._withUnsafeGuaranteedRef {
                    $0.run(context!, count, arguments)
                }
            },
            nil, nil,
            // SQLite calls this too where it refuses the function.
            { Unmanaged<Function>.fromOpaque($0!).release() })
        guard code == SQLITE_OK else { throw RegistrationError(function: function.name, code: code) }
    }
}

/// An SQL function and what it does.
final class Function {
    let name: String
    /// -1 for any number.
    let argumentCount: Int32
    private let acceptsNull: Bool
    private let body: (FunctionCall) throws(ValueError) -> Void
    private let draft = FunctionCall.Draft()

    /// - Parameter acceptsNull: whether the body is called although an argument is NULL.
    init(
        _ name: String, _ argumentCount: Int32, acceptsNull: Bool = false,
        _ body: @escaping (FunctionCall) throws(ValueError) -> Void
    ) {
        self.name = name
        self.argumentCount = argumentCount
        self.acceptsNull = acceptsNull
        self.body = body
    }

    func run(
        _ context: OpaquePointer, _ count: Int32, _ arguments: UnsafeMutablePointer<OpaquePointer?>?
    ) {
        let call = FunctionCall(context, count, arguments, draft: draft)
        if !acceptsNull, call.hasNull { return }
        do throws(ValueError) {
            try body(call)
        } catch {
            call.fail(error)
        }
    }
}
