import Dialects

/// Variables of a script in statements that run by themselves, as literals.
extension Variable {
    /// What compares everything.
    var ofEverything: SQL { "\(type) '0001-01-01'" }

    /// What a run would find now; nil where there is nothing to do. A list of what is read is not looked up, which would cost:
    /// what depends on it counts as if it were everything.
    ///
    /// - Parameter hasProgress: whether anything is known of the last run.
    func value(on connection: any Connection, _ dialect: any Dialect, hasProgress: Bool) async throws -> SQL? {
        guard endsScript, let query else {
            return "(select array_agg(value) from unnest(cast([] as \(type))) as value)"
        }
        guard hasProgress else { return ofEverything }
        let rows = try await connection.rows("select cast((\n\(query)\n) as string);")
        return rows.first?.first.flatMap { $0 }.map { "\(type) \(dialect.literal($0))" }
    }
}

extension SQL {
    /// The names of variables are Planar's own and stand in no other word.
    func replacing(_ name: SQL, with value: SQL?) -> SQL {
        SQL(trusted: text.replacing(name.text, with: value?.text ?? "null"))
    }
}
