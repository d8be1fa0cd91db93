import Catalog
import TableModel

/// One relation as the compiler hands it to the runner and to files. Its SQL is written each time it is asked for: of
/// thousands of relations only those at work take memory.
package struct Script: Sendable {
    package let target: TableName
    package let stream: StreamName
    /// The stream's own table: what belongs to it changes together.
    package let family: TableName
    /// `full_refresh, overwrite`.
    package let modes: String
    /// The raw table that the stream's whole family comes from.
    package let raw: TableName?
    /// Its rows under the names of Airbyte's first format: ``Dialect/rows(of:_:_:)``.
    package let rawRows: SQL
    /// What it reads, raw tables and earlier relations.
    package let reads: [TableName]
    package let materialization: Materialization
    /// What the progress of its stream is noted under; nil where the stream is written anew in each run.
    package let progress: ProgressOfStream?
    /// What a sync with history may have left and this relation makes obsolete.
    package let leftovers: [Leftover]
    /// Names that have to be recorded when the relation is written for the first time.
    package let newRecord: ResolvedNames.Record?
    /// Whether a project says how the table lies on disk.
    package let isLaidOutByChoice: Bool
    /// What is masked of the stream's records; nil where that is nothing.
    package let masking: Masking?
    /// The oldest generation of a refreshed stream whose rows count; nil where all do, or each refresh replaces all.
    package let generation: Int?
    /// Whether rows of the stream go because time has passed, whatever has come.
    package let prunesWithTime: Bool
    /// `["id"] by ["updated_at"]`: what tells the records of a deduplicated stream apart, and what orders their versions.
    package let versions: String?
    /// Whether the stream's newest generation says what was deleted.
    package let infersDeletes: Bool
    private let source: any ScriptSource

    package init(
        target: TableName, stream: StreamName, family: TableName, modes: String, raw: TableName?,
        rawRows: SQL, reads: [TableName],
        materialization: Materialization, progress: ProgressOfStream?, leftovers: [Leftover],
        newRecord: ResolvedNames.Record?,
        isLaidOutByChoice: Bool, masking: Masking? = nil, generation: Int? = nil,
        prunesWithTime: Bool = false, infersDeletes: Bool = false, versions: String? = nil,
        source: any ScriptSource
    ) {
        self.masking = masking
        self.prunesWithTime = prunesWithTime
        self.infersDeletes = infersDeletes
        self.versions = versions
        self.isLaidOutByChoice = isLaidOutByChoice
        self.generation = generation
        self.progress = progress
        self.target = target
        self.stream = stream
        self.family = family
        self.modes = modes
        self.raw = raw
        self.rawRows = rawRows
        self.reads = reads
        self.materialization = materialization
        self.leftovers = leftovers
        self.newRecord = newRecord
        self.source = source
    }
}

/// Where a script's SQL comes from. What it throws are faults of templates, which come to light by ``Script/check()``.
package protocol ScriptSource: Sendable {
    var columns: [ColumnSpec] { get }
    var columnChecks: [ColumnCheck] { get }
    var layout: TableLayout? { get }
    var refill: Script.Refill? { get }
    func statements(_ occasion: Script.Occasion) throws -> [Statement]
    func variables() throws -> [Variable]
    func unrecoverable() throws -> SQL?
    func sharedKeys() throws -> SQL?
    func checks() throws -> [Script.Check]
    func purge(days: Int) throws -> [Script.Purge]
}

extension Script {
    /// When statements are due.
    package enum Occasion: Sendable, CaseIterable {
        case first, incremental, rebuild
    }

    /// In the order of a table that is built new.
    package var columns: [ColumnSpec] { source.columns }
    /// What is true of its columns whatever the source sends.
    package var columnChecks: [ColumnCheck] { source.columnChecks }
    /// How the table lies on disk; nil where a database cannot be told.
    package var layout: TableLayout? { source.layout }
    /// Builds the table where it is missing.
    package var first: [Statement] { checked { try source.statements(.first) } }
    /// Brings the table up to date; right on an empty and on an existing table.
    package var incremental: [Statement] { checked { try source.statements(.incremental) } }
    /// Fills the existing table anew from everything that is there.
    package var rebuild: [Statement] { checked { try source.statements(.rebuild) } }
    /// What its statements know by name, for databases whose scripts have variables.
    package var variables: [Variable] { checked { try source.variables() } }
    /// Counts the rows of the table that a rebuild could not bring back; nil where a rebuild is the normal way.
    package var unrecoverable: SQL? { checked { try source.unrecoverable() } }
    /// Counts the keys that share a hash; nil where none can.
    package var sharedKeys: SQL? { checked { try source.sharedKeys() } }
    /// What the values of its rows can be read from again; nil where a row cannot be told from others of its raw row.
    package var refill: Refill? { source.refill }

    /// What can be proved of its rows.
    package var checks: [Check] { checked { try source.checks() } }

    /// What of the raw table can go that was emitted more than so many days ago; nothing where this is not the relation that
    /// the raw rows come to, or is built of all of them in each run.
    package func purge(days: Int) -> [Purge] { checked { try source.purge(days: days) } }

    /// Writes everything once.
    ///
    /// - Throws: what is wrong with a template. Nothing that is asked for afterwards fails.
    package func check() throws {
        for statement in try Occasion.allCases.flatMap(source.statements) {
            try statement.careful?.check()
        }
        _ = try source.variables()
        _ = try source.unrecoverable()
        _ = try source.sharedKeys()
        _ = try source.checks()
        _ = try source.purge(days: 1)
    }
}

/// What is written of checked templates, or of built-in ones, which the tests check.
func checked<Value>(_ body: () throws -> Value) -> Value {
    do { return try body() } catch { fatalError("\(error)") }
}

extension Script {
    /// A relation with one row for each of the table's rows.
    package struct Refill: Sendable {
        /// `"public"._airbyte_raw_orders as record`.
        package let source: SQL
        /// `record._airbyte_ab_id`.
        package let rawID: SQL
        package init(source: SQL, rawID: SQL) {
            self.source = source
            self.rawID = rawID
        }
    }

    /// The schemas of what it writes, reads and may drop.
    package var schemas: Set<Identifier> { Set(([target] + reads + leftovers.map(\.table)).map(\.schema)) }
}

extension Script {
    /// A query that counts what is wrong with rows, and names the raw row of one of them.
    package struct Check: Sendable {
        /// Each is a template, `verify/<subject>.sql`.
        package enum Subject: String, Sendable {
            /// Raw rows that no row came of. They may have come since the last run.
            case missing
            case duplicates, orphans, intervals, superfluous, absent
        }
        package let subject: Subject
        package let sql: SQL
        package init(_ subject: Subject, _ sql: SQL) {
            self.subject = subject
            self.sql = sql
        }
    }
}

extension Script {
    /// Raw rows that can go.
    package struct Purge: Sendable {
        /// Each is a template, `purge/<kind>.sql`.
        package enum Kind: String, Sendable {
            /// Their rows are in the table, which could not be built anew without them.
            case normalized
            /// Building the table anew would leave them out.
            case superseded
            /// They are no records; what they are is kept aside.
            case keptAside = "kept-aside"
        }
        package let kind: Kind
        /// Selects their ids.
        package let rows: SQL
        package let deletion: SQL
        package init(_ kind: Kind, rows: SQL, deletion: SQL) {
            self.kind = kind
            self.rows = rows
            self.deletion = deletion
        }
    }
}

extension [Script] {
    /// The relations of each stream, which change together.
    package var families: [[Script]] {
        var families: [[Script]] = []
        for script in self {
            if let last = families.last?.last, last.family == script.family {
                families[families.count - 1].append(script)
            } else {
                families.append([script])
            }
        }
        return families
    }
}

/// What users call a stream: `orders`, or `shop.orders` where it has a namespace.
package struct StreamName: Sendable, Hashable, CustomStringConvertible {
    package let namespace: String?
    package let name: String
    package init(_ stream: StreamSchema) {
        namespace = stream.namespace
        name = stream.name
    }

    package var description: String { namespace.map { "\($0).\(name)" } ?? name }

    /// Whether a user who says `text` means this stream: by its name, with or without the namespace.
    package func matches(_ text: String) -> Bool { text == name || text == description }
}

package enum Materialization: String, Sendable {
    /// Built anew in each run.
    case table
    /// Added to in each run.
    case incremental
    /// Versions of records, their ends mended as newer ones come.
    case history
    /// Has no rows of its own.
    case view

    /// Whether it keeps rows from one run to the next.
    package var keepsRows: Bool {
        switch self {
        case .incremental, .history: true
        case .table, .view: false
        }
    }
}

package struct ColumnSpec: Sendable {
    package let name: Identifier
    /// Where the value stands below the record: stream, field, field …; empty for Airbyte's own columns.
    package let path: [String]
    package let type: SchemaType
    package let sqlType: SQL
    /// Whether new and known values of it are compared: it belongs to a key, or orders the versions of one.
    package let tellsVersions: Bool
    /// How it is read from the record, or from the nested value that its rows stand for: that of ``Script/refill`` where there
    /// is one. Nil for Airbyte's own columns.
    package let rawValue: RawValue?

    package struct RawValue: Sendable {
        private let column: Column
        private let document: SQL
        private let dialect: any Dialect

        package init(_ column: Column, in document: SQL, _ dialect: any Dialect) {
            self.column = column
            self.document = document
            self.dialect = dialect
        }

        /// As the source has it, or its mask; NULL where it has none.
        package var spelled: SQL {
            column.masking == nil
                ? dialect.spelled(column.key, in: dialect.object(at: column.parents, in: document))
                : dialect.carefulExtract(column, from: document)
        }
        /// In the column's type, as plain statements read it.
        package var read: SQL { dialect.cast(dialect.extract(column, from: document), to: column.type) }
        /// In the column's type, NULL where it does not fit.
        package var cast: SQL { dialect.carefulCast(dialect.carefulExtract(column, from: document), to: column.type) }
        /// Whether an empty text stands for no value.
        package var isEmptyNull: Bool { column.type.isTemporal }
    }

    package init(
        name: Identifier, path: [String], type: SchemaType, sqlType: SQL, tellsVersions: Bool = false,
        rawValue: RawValue? = nil
    ) {
        self.name = name
        self.path = path
        self.type = type
        self.sqlType = sqlType
        self.tellsVersions = tellsVersions
        self.rawValue = rawValue
    }

    /// Whether Airbyte or Planar adds it to every row, rather than the source.
    package var isMetadata: Bool { path.isEmpty }
}
