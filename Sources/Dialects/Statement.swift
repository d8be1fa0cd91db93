/// One or more SQL statements with one purpose.
package struct Statement: Sendable {
    /// For progress and errors: `insert what is new`.
    package let purpose: String
    package let sql: SQL
    /// Whether the rows it changes are rows that the relation gained.
    package let adds: Bool
    /// Set where the rows that it adds are what is kept aside.
    package let keeps: Keeping?
    /// Whether it makes tables or indexes where there are none, rather than changing rows.
    package let defines: Bool
    /// What it reads, as statements that can stand alone, for an estimate of their bytes; the statement itself where it
    /// does.
    package let reads: [SQL]
    /// Whether it writes to Planar's own tables alone.
    package let isNote: Bool
    /// Selects a row where it found anything; where it did not, only what ``isAlwaysDue`` follows.
    package let finds: SQL?
    /// Whether it has something to do where nothing new was found: it takes away what was needed on the way, or what has
    /// become too old.
    package let isAlwaysDue: Bool
    /// What takes its place where a value does not fit its column or a raw row is no record; nil where nothing is read.
    package let careful: Careful?

    /// A statement in two: what has no place in the tables is kept aside, and the rest is written without it. Most runs
    /// never need it, so it is written when it is asked for.
    package struct Careful: Sendable {
        private let writeFirst: @Sendable () throws -> SQL
        private let writeStatements: @Sendable () throws -> [Statement]

        package init(
            first: @escaping @Sendable () throws -> SQL, statements: @escaping @Sendable () throws -> [Statement]
        ) {
            writeFirst = first
            writeStatements = statements
        }

        /// Selects raw row, column (NULL for a raw row that is no record) and value of the first that has no place.
        package var first: SQL { checked(writeFirst) }
        /// Keeps aside what has no place, and then does what the statement does with NULL for values that do not fit and
        /// without raw rows that are no records.
        package var statements: [Statement] { checked(writeStatements) }

        func check() throws {
            _ = try writeFirst()
            _ = try writeStatements()
        }
    }

    package enum Keeping: Sendable {
        case rows, values
    }

    package init(
        purpose: String, sql: SQL, adds: Bool, keeps: Keeping? = nil, defines: Bool = false, reads: [SQL]? = nil,
        isNote: Bool = false, finds: SQL? = nil, isAlwaysDue: Bool = false, careful: Careful? = nil
    ) {
        self.finds = finds
        self.isAlwaysDue = isAlwaysDue
        self.keeps = keeps
        self.careful = careful
        self.purpose = purpose
        self.sql = sql
        self.adds = adds
        self.defines = defines
        self.reads = isNote ? [] : reads ?? [sql]
        self.isNote = isNote
    }
}

extension Statement {
    package func with(careful: Careful?) -> Statement {
        Statement(
            purpose: purpose, sql: sql, adds: adds, keeps: keeps, defines: defines, reads: reads, isNote: isNote,
            finds: finds, isAlwaysDue: isAlwaysDue, careful: careful)
    }

    /// What takes its place where something has none; itself where nothing can.
    package var carefully: [Statement] { careful?.statements ?? [self] }
}

/// A variable of a script, set before the statements that use it.
package struct Variable: Sendable {
    package let name: SQL
    package let type: SQL
    /// Selects its value; nil where a statement of the script sets it.
    package let query: SQL?
    /// Whether there is nothing to do where its value is NULL.
    package let endsScript: Bool

    package init(name: SQL, type: SQL, query: SQL?, endsScript: Bool = false) {
        self.name = name
        self.type = type
        self.query = query
        self.endsScript = endsScript
    }

    package func with(query: SQL?) -> Variable {
        Variable(name: name, type: type, query: query, endsScript: endsScript)
    }
}
